package page

// issueWords are the texts of issues and pull requests in Chinese.
var issueWords = map[string]string{
	"New issue": "新建 issue", "Open": "打开", "Closed": "已关闭", "Merged": "已合并", "Draft": "草稿",
	"Written by %s": "作者：%s", "show all": "显示全部", "opened %s by %s": "%s由 %s 创建", "comments": "条评论", "comments: %d": "评论：%d 条",
	"There is nothing here.": "这里什么也没有。",
	"Title":                  "标题", "Description": "描述", "Create": "创建",
	"A command works here, too: each on a line of its own.": "这里也可以写命令：每行一条。",
	"%s opened this issue": "%s 创建了这个 issue", "%s wants to merge a change": "%s 请求合并一项改动",
	"locked": "已锁定", "Conversation": "讨论", "Add a comment": "发表评论",
	"Reopen": "重新打开", "Close issue": "关闭 issue", "Close pull request": "关闭拉取请求",
	"Lock conversation": "锁定讨论", "Unlock conversation": "解锁讨论",
	"1 earlier comment": "更早的 1 条评论", "%d earlier comments": "更早的 %d 条评论",
	"Behind the scenes": "幕后", "What the robot received about this": "机器人收到的相关事件",

	"edited": "已编辑", "on the diff": "针对代码行", "Owner": "所有者", "Maintainer": "维护者", "Member": "成员", "Triager": "分类者",
	"No description": "没有描述", "React": "添加表情回应", "Edit": "编辑", "Delete": "删除", "Delete for good": "永久删除", "Update comment": "更新评论", "Update description": "更新描述",

	"thumbs up": "赞", "thumbs down": "踩", "laughter": "大笑", "celebration": "庆祝", "confusion": "困惑", "heart": "爱心", "rocket": "火箭", "eyes": "眼睛",

	"Write": "编写", "Preview": "预览", "Nothing to preview": "没有可预览的内容", "line %d": "第 %d 行",
	"Markdown · a command is a line that begins with a slash":               "Markdown · 以斜杠开头的一行是命令",
	"robot.yml does not name this repository: the robot does nothing here.": "robot.yml 没有列出这个仓库：机器人在这里什么也不做。",
	"%d lines look like commands; %d of them run.":                          "%d 行看起来是命令，其中 %d 行会执行。", "What would become of each line": "每一行会怎样",
	"Write a comment, or a command such as /help": "写一条评论，或一条命令，例如 /help", "Ctrl+Enter posts": "Ctrl+Enter 发表",

	"Reviewers": "审阅者", "No reviews": "没有审阅", "Assignees": "负责人", "No one assigned": "无人负责",
	"Labels": "标签", "None yet": "暂无", "Type": "类型", "No type": "没有类型", "Milestone": "里程碑", "No milestone": "没有里程碑",
	"Participants": "参与者", "Parent": "上级 issue", "Sub-issues": "子 issue", "Blocked by": "受阻于", "Duplicate of": "重复于",

	"added": "添加了", "removed": "移除了", "assigned": "指派了", "unassigned": "取消指派了",
	"added this to the milestone": "将其加入里程碑", "removed this from the milestone": "将其移出里程碑",
	"closed this": "关闭了它", "reopened this": "重新打开了它", "merged this as": "合并了它，提交为",
	"locked the conversation": "锁定了讨论", "unlocked the conversation": "解锁了讨论", "changed the title": "修改了标题",
	"requested a review from": "请求审阅：", "removed the request for a review from": "撤回了审阅请求：",
	"made the type": "设定类型为", "removed the type": "移除了类型", "changed the type to": "将类型改为",
	"added the sub-issue": "添加了子 issue", "removed the sub-issue": "移除了子 issue", "added the parent": "添加了上级 issue", "removed the parent": "移除了上级 issue",
	"marked this as blocked by": "标记为受阻于", "marked this as no longer blocked by": "标记为不再受阻于",
	"marked this as blocking": "标记为阻碍", "marked this as no longer blocking": "标记为不再阻碍",
	"completed": "已完成", "not_planned": "不计划处理", "reopened": "重新打开",
	"resolved": "已解决", "too heated": "过于激烈", "off-topic": "离题", "spam": "垃圾信息",

	"The conversation is locked: only collaborators can write here.":        "讨论已锁定：只有协作者可以在这里发言。",
	"You may not do that: it takes more permission in this repository.":     "不允许：在这个仓库中需要更高的权限。",
	"There is no such thing here (any more), or you may not do that to it.": "这里没有（或不再有）它，或者你无权这样做。",
	"The repository is archived: it can only be read.":                      "仓库已归档：只能阅读。",
	"The rate limit is reached.":                                            "请求配额已用完。",
	"Nobody is signed in.":                                                  "没有人登录。",
	"This account may not do that.":                                         "这个账号不能这样做。",
	"There is nothing in the text.":                                         "内容为空。",
	"The form could not be read.":                                           "无法读取表单。",
	"An issue needs a title.":                                               "issue 需要标题。",
	"Body is too long (maximum is 65536 characters)":                        "内容太长（最多 65536 个字符）",
	"title is too long (maximum is 256 characters)":                         "标题太长（最多 256 个字符）",
	"state cannot be changed. The pull request cannot be reopened.":         "状态不能改变：这个拉取请求不能重新打开。",
}
