package page

// buildWords are the texts of the builds and runs in Chinese.
var buildWords = map[string]string{
	"succeeded": "成功", "failed": "失败", "went wrong": "出错", "running": "运行中", "waits for its turn": "等待中", "waits for others": "等待其他阶段",
	"waits for an approval": "等待批准", "declined": "已拒绝", "cancelled": "已取消", "skipped": "已跳过", "timed out": "超时", "could not be started": "无法启动",
	"neutral": "中性", "stale": "已过期",

	"Build %d": "构建 %d", "build %d": "构建 %d", "All builds": "所有构建", "of build %d": "来自构建 %d", "made of": "来自",
	"This is a small Drone. A promotion is a build, too: of the same commit, for a target.": "这是一个小小的 Drone。发布也是一次构建：同一个提交，发往某个目标。",
	"There is no build yet.":            "还没有构建。",
	"asked for by":                      "发起人",
	"exit code %d":                      "退出码 %d",
	"Log of %s":                         "%s 的日志",
	"It has said nothing.":              "没有输出。",
	"Its steps are known when it runs.": "开始运行后才知道有哪些步骤。",
	"It has no stages.":                 "没有阶段。",
	"Commit":                            "提交", "Branch": "分支", "Started by": "启动者", "Parameters": "参数",
	"What begins with ROBOT_ is added by the robot: by ROBOT_REF, which only it can write, it knows the build again.": "以 ROBOT_ 开头的由机器人添加：ROBOT_REF 只有它自己能写，凭它认出这个构建。",

	"Runs of workflows": "工作流的运行", "All runs": "所有运行", "There is no run yet.": "还没有运行。",
	"GitHub Actions, as small as it can be: comment /run deploy target=dev on an issue.": "最小的 GitHub Actions：在 issue 里评论 /run deploy target=dev。",
	"attempt %d": "第 %d 次尝试", "Its steps are told when it has ended.": "结束后才知道有哪些步骤。", "It has no jobs.": "没有作业。", "Inputs": "输入",
}
