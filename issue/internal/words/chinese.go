// Package words is what the robot says in other languages than English. Each catalogue has
// every sentence that a commenter can meet, by its English format; a test of the house holds
// it complete.
package words

// Chinese is the catalogue of simplified Chinese.
var Chinese = map[string]string{
	// issue: the reply
	"| command | result |": "| 命令 | 结果 |",
	"see below":            "见下文",
	"… (the rest is longer than a comment may be)": "……（其余内容超出评论的长度上限，已省略）",
	"Under way.": "进行中。",
	"%s asks for %s. Somebody who has %s can start it: %s, within a day.":                                       "%s 请求执行 %s。具备 %s 权限的人可在一天之内用 %s 启动它。",
	"A bot's word starts nothing that deploys or pays: a person who may do it has to confirm it, within a day.": "机器人账号说的话不会启动部署或付款：须由有权限的人在一天之内确认。",
	"Not run: a bot's command that has to be confirmed may have %d bytes.":                                      "未执行：需要确认的机器人命令最长 %d 字节。",
	"There is nothing to confirm here: no bot has asked for anything within a day.":                             "这里没有需要确认的内容：一天之内没有机器人账号提出请求。",
	"There is nothing to confirm.":        "没有需要确认的内容。",
	"start what a bot has asked for here": "启动机器人账号在此请求的操作",
	"Not seen yet.":                       "尚未看到该任务。",
	"It was accepted, and has not been seen since. Look for it before you ask again.": "已被受理，但至今没有出现。再次发起之前请先查看。",
	"It is gone: it was deleted, or the robot may not see it any more.":               "找不到了：可能已被删除，或者机器人无权查看。",
	"@%s %s ([reply](%s))":          "@%s %s（[回复](%s)）",
	"%s Usage: %s.":                 "%s用法：%s。",
	"%s Usage: %s, for example %s.": "%s用法：%s，例如 %s。",

	// issue: /help
	"list the commands, or explain one":                                   "列出所有命令，或说明其中一条",
	"`/promote ?` explains `/promote` as well.":                           "`/promote ?` 也会显示 `/promote` 的说明。",
	"| command | what it does | you |":                                    "| 命令 | 作用 | 你的权限 |",
	"A command stands on a line of its own. `/help <command>` says more.": "命令要独占一行。`/help <command>` 显示某条命令的详细说明。",
	"needs %s":                              "需要：%s",
	"needs %s; could not check yours":       "需要：%s；没能查到你的权限",
	"**%s**: %s":                            "**%s**：%s",
	"Needs %s.":                             "所需权限：%s。",
	"Needs %s, which you do not have here.": "所需权限：%s；你在这里没有该权限。",
	"For example:":                          "例如：",
	"%s is not a command of this robot; %s lists them.": "本机器人没有 %s 这条命令；评论 %s 可以列出所有命令。",

	// issue: who may
	"%s needs **%s** here, and you have **%s**. Ask somebody who has it to comment this.": "在这里使用 %s 所需的权限：**%s**；你的权限：**%s**。请让有权限的人来评论这条命令。",
	"Not run: your permission could not be checked. %s":                                   "未执行：无法确认你的权限。%s",
	"none":     "无",
	"anyone":   "不限",
	"read":     "读取（`read`）",
	"triage":   "分类（`triage`）",
	"write":    "写入（`write`）",
	"maintain": "维护（`maintain`）",
	"admin":    "管理（`admin`）",
	"author":   "作者",
	"assignee": "受理人",

	// issue: what is not run, or fails
	"%s is not a command of this robot. Did you mean %s?": "本机器人没有 %s 这条命令。你是不是想用 %s？",
	"%s is missing.":            "缺少参数 %s。",
	"%s is more than %s takes.": "参数 %[1]s 是多余的，%[2]s 用不到它。",
	"%s takes no %s.":           "%s 不接受 %s 形式的参数。",
	"Not run: %s.":              "未执行：%s。",
	"Not run: the time for one comment was used up. Comment it again.":                                              "未执行：一条评论的执行时间已用完。请重新评论一次。",
	"Not run: one comment may hold %d commands. Put it into another one.":                                           "未执行：一条评论最多 %d 条命令。请把它写进另一条评论。",
	"Not run, nor are the %d after it: one comment may hold %d commands.":                                           "未执行，后面的 %d 条也没有执行：一条评论最多 %d 条命令。",
	"this text may have been changed since it was opened; comment the command instead":                              "正文在创建之后可能被改过；请改为在评论里写这条命令",
	"It was begun before and broken off, so it may have been done. Look, and if it was not, comment it again.":      "这条命令之前执行到一半就中断了，可能已经生效。请先确认；如果没有生效，再重新评论一次。",
	"It did not end in the time that one comment has. It may have done its work: look before you comment it again.": "在一条评论的时限内没有执行完，但可能已经生效：请先确认，再决定要不要重新评论。",
	"It failed, and the reason is not for an issue.":                                                                "执行失败，原因不便写在这里。",
	"It failed, and the reason is not for an issue. The robot's log has it under delivery %s.":                      "执行失败，原因不便写在这里。机器人的日志里有详情，投递编号是 %s。",

	// issue: GitHub
	"GitHub did not answer; comment it again later.":                                               "GitHub 没有响应；请稍后重新评论一次。",
	"GitHub answered %d; comment it again later.":                                                  "GitHub 返回了 %d；请稍后重新评论一次。",
	"GitHub's rate limit for this robot is used up; comment it again after %s.":                    "GitHub 给本机器人的请求配额已用完；请在 %s 之后重新评论一次。",
	"GitHub does not accept this robot's token any more; its operator has to renew it.":            "GitHub 不再接受本机器人的令牌；需要由机器人的维护者更换令牌。",
	"GitHub does not let this robot do that here (%d); its operator has to give its token access.": "GitHub 不允许本机器人在这里执行此操作（%d）；需要由机器人的维护者给令牌授权。",

	// issue/internal/comment: why a line is not run; each follows "Not run: "
	"it has a character that nobody sees, %s; write it again by hand":                                                   "其中有一个看不见的字符 %s；请手动重新输入",
	"it has a character that could not be read, U+FFFD; write it again by hand":                                         "其中有一个无法识别的字符 U+FFFD；请手动重新输入",
	"it has an escape that a reader does not see; write the character itself":                                           "其中有读者看不到的转义；请直接写那个字符",
	`it ends in a \, which Markdown takes for a line break`:                                                             `行尾是 \，Markdown 会把它当作换行`,
	"a part of it is not plain text (code, a link, HTML); write it without markup":                                      "其中有一部分不是纯文本（而是代码、链接或 HTML）；请去掉这些标记",
	"it may be struck out (~); write it again without that":                                                             "它可能会显示为删除线（~）；请去掉 ~ 再写一次",
	"it is inside of an HTML tag, %s, that is not closed before it; put the tag into backticks if it was meant as text": "它前面的 HTML 标签 %s 没有闭合；如果那只是普通文字，请用反引号括起来",
	"the HTML before it is broken or not closed, so that it may not be shown; put the command above it":                 "它前面的 HTML 有错误或没有闭合，这一行可能显示不出来；请把命令写到那段 HTML 之前",
	"the line is too long: a command has at most 40,000 bytes":                                                          "这一行太长：一条命令最多 40,000 字节",
	"the quote %c is not closed on this line":                                                                           "引号 %c 在这一行里没有闭合",
	"the parameter %s is given twice":                                                                                   "参数 %s 写了两次",
	"there is nothing before the = of a parameter; write key=value":                                                     "有个参数的 = 前面没有名称；请写成 `key=value`",
	"the text around it could not be read; put the command into a comment of its own":                                   "它前后的文字无法解析；请另发一条评论，只写这条命令",
	"the text is too long: commands are read in up to 300,000 bytes":                                                    "正文太长：超过 300,000 字节就不再识别其中的命令",
	"the text has too many [ to be read safely; put the command into a comment of its own":                              "正文里的 [ 太多，无法安全解析；请另发一条评论，只写这条命令",
	"the text has too many < to be read safely; put the command into a comment of its own":                              "正文里的 < 太多，无法安全解析；请另发一条评论，只写这条命令",
	"the text has too many links to be read safely; put the command into a comment of its own":                          "正文里的链接太多，无法安全解析；请另发一条评论，只写这条命令",
	"the text has quotes or lists nested too deeply to be read safely; put the command into a comment of its own":       "正文里的引用或列表嵌套太深，无法安全解析；请另发一条评论，只写这条命令",

	// processors: words that several packages use
	"%s, %s":         "%s、%s",
	"%s and %s":      "%s 和 %s",
	"%s or %s":       "%s 或 %s",
	"%s and %d more": "%s，另有 %d 个",
	"%s (%s)":        "%s（%s）",
	": %s":           "：%s",
	"%s.":            "%s。",

	// processors/internal/params
	"%d parameters are too many; give at most %d.":                                              "%d 个参数太多了，最多 %d 个。",
	"%s is not a parameter name; use letters, digits and `_`, no digit first, at most 64.":      "%s 不能作为参数名；只能用字母、数字和 `_`，不能以数字开头，最多 64 个字符。",
	"%s cannot be set from a comment, because it steers the build itself. Choose another name.": "不能通过评论设置 %s，因为它会影响构建本身。请换一个名称。",
	"The value of %s has %d bytes; give at most 1,024.":                                         "%s 的值有 %d 字节，最多 1,024 字节。",
	"The value of %s holds a control character; remove it.":                                     "%s 的值里有控制字符，请去掉。",

	// processors/internal/drone: which build
	"Build %s has not started yet. Promote it when it has succeeded.":                                                "构建 %s 还没有开始。请等它成功之后再发布。",
	"Build %s is still running. Promote it when it has succeeded.":                                                   "构建 %s 还在运行。请等它成功之后再发布。",
	"Build %s waits for an approval in Drone. Promote it when it has succeeded.":                                     "构建 %s 正在等待 Drone 中的批准。请等它成功之后再发布。",
	"Build %s failed. Promote one that succeeded.":                                                                   "构建 %s 失败了。请选一个成功的构建。",
	"Build %s was cancelled. Promote one that succeeded.":                                                            "构建 %s 已取消。请选一个成功的构建。",
	"Build %s ended with an error. Promote one that succeeded.":                                                      "构建 %s 出错了。请选一个成功的构建。",
	"Build %s was declined in Drone. Promote one that succeeded.":                                                    "构建 %s 在 Drone 中被拒绝了。请选一个成功的构建。",
	"Build %s was skipped. Promote one that succeeded.":                                                              "构建 %s 被跳过了。请选一个成功的构建。",
	"Build %s has not succeeded. Promote one that has.":                                                              "构建 %s 没有成功。请选一个成功的构建。",
	"Build %s is of a pull request from %s, whose code this repository has not merged. Promote a build of a branch.": "构建 %s 来自 %s 的 PR，其代码尚未合并到本仓库。请选一个分支上的构建。",
	"the fork %s":         "fork 仓库 %s",
	"a fork that is gone": "一个已不存在的 fork 仓库",
	": %s by %s":          "：%s，作者 %s",
	": by %s":             "：作者 %s",
	"commit %s":           "提交 %s",
	"commit %s on %s":     "提交 %s，分支 %s",
	"commit %s tag %s":    "提交 %s，标签 %s",
	"on %s":               "分支 %s",
	"tag %s":              "标签 %s",

	// processors/internal/drone: what it was asked to, as in "Drone was asked to …"
	"show build %d":          "查询构建 %d",
	"promote build %d to %s": "把构建 %d 发布到 %s",

	// processors/internal/drone: what went wrong
	"Tell whoever runs this robot.": "请联系机器人的维护者。",
	"There was no time left to ask Drone to %s: nothing was started. Comment again.":                                                                                                   "没有剩余的时间请求 Drone %s：没有启动任何构建。请重新评论一次。",
	"Drone cannot be reached: nothing was started. Try again later; if it stays so, tell whoever runs this robot.":                                                                     "无法连接 Drone：没有启动任何构建。请稍后重试；如果一直这样，请联系机器人的维护者。",
	"Drone was asked to %s and has not confirmed it. It may have started: look at [its builds](%s) before you ask again.":                                                              "已请求 Drone %s，但没有得到确认。构建可能已经启动：重试之前请先查看[构建列表](%s)。",
	"Drone was asked to %s and did not answer in time: nothing was started. Try again.":                                                                                                "已请求 Drone %s，但它没有及时响应：没有启动任何构建。请重试。",
	"Drone was asked to %s and gave no answer that can be read: nothing was started. Try again; if it stays so, tell whoever runs this robot.":                                         "已请求 Drone %s，但它的响应无法解析：没有启动任何构建。请重试；如果一直这样，请联系机器人的维护者。",
	"Drone was asked to %s and failed (status %d): nothing was started. Try again later; if it stays so, tell whoever runs this robot.":                                                "已请求 Drone %s，但它出错了（状态码 %d）：没有启动任何构建。请稍后重试；如果一直这样，请联系机器人的维护者。",
	"Drone refused to %s (status %d): nothing was started. %s":                                                                                                                         "Drone 拒绝%s（状态码 %d）：没有启动任何构建。%s",
	"Drone forbids the robot's account to %s; the account may be deactivated. %s":                                                                                                      "Drone 不允许机器人的账号%s；该账号可能已被停用。%s",
	"Drone does not accept the robot's token: nothing was started. Tell whoever runs this robot to renew it.":                                                                          "Drone 不接受机器人的令牌：没有启动任何构建。请联系机器人的维护者更换令牌。",
	"Drone does not know %s, or does not let the robot's account write there. Activate the repository in Drone, or give the account write access to it; then comment again.":           "Drone 里没有 %s，或者机器人的账号在那里没有写权限。请在 Drone 中激活该仓库，或给该账号写权限，然后重新评论一次。",
	"Drone knows no build %d of %s. Look up its number among [its builds](%s).":                                                                                                        "Drone 里没有 %[2]s 的构建 %[1]d。请在[构建列表](%[3]s)里核对编号。",
	"Drone cannot be asked about a repository named %s.":                                                                                                                               "无法向 Drone 查询名为 %s 的仓库。",
	"Drone misses the target: name one after the build number.":                                                                                                                        "Drone 没有收到目标：请在构建编号后面写上目标。",
	"Drone found no `.drone.yml` at that commit, or its own access to %s has ended: nothing was started. Promote a build that has the file, or have its owner sign in to Drone again.": "Drone 在该提交里找不到 `.drone.yml`，或者它对 %s 的访问权限已失效：没有启动任何构建。请选一个包含该文件的构建，或请仓库所有者重新登录 Drone。",
	"Drone accepted this, but nothing started: at that commit, no pipeline in `.drone.yml` may have %s in its trigger, or the commit message may say `[ci skip]`. Check both.":         "Drone 接受了请求，但什么也没有启动：在该提交里，`.drone.yml` 可能没有任何流水线的触发条件包含 %s，或者提交信息里写了 `[ci skip]`。请检查这两处。",
	"Drone's answer about build %d cannot be read: nothing was started. %s":                                                                                                            "Drone 关于构建 %d 的响应无法解析：没有启动任何构建。%s",
	"Drone's address leads elsewhere (status %d), where the robot does not take its token: nothing was started. %s":                                                                    "Drone 的地址跳转到了别处（状态码 %d），机器人不会把令牌发到那里：没有启动任何构建。%s",
	"What answers at Drone's address is not Drone (status 404): nothing was started. %s":                                                                                               "在 Drone 的地址上响应的不是 Drone（状态码 404）：没有启动任何构建。%s",
	"This Drone is the open-source edition, which cannot promote: nothing was started. %s":                                                                                             "这个 Drone 是开源版，不支持发布：没有启动任何构建。%s",
	"The parameters are too long for Drone (status %d): nothing was started. Give fewer or shorter ones.":                                                                              "参数太长，Drone 无法接受（状态码 %d）：没有启动任何构建。请减少或缩短参数。",
	"Build %s ended at once with an error: %s. Correct `.drone.yml`, then promote a build that has the correction.":                                                                    "构建 %s 一启动就出错了：%s。请先改正 `.drone.yml`，再发布包含该改动的构建。",

	// processors/drone_promote
	"promote a Drone build to a target": "把 Drone 的一个构建发布到某个目标",
	"Takes a build that succeeded and starts the pipelines that have the target in their trigger. " +
		"Each `KEY=value` is an environment variable of their steps: in `.drone.yml` write it as `\"$KEY\"`, " +
		"with the quotes, so that the shell takes it as one word and never as a command. " +
		"The steps also get `ROBOT_USER`, `ROBOT_ISSUE`, `ROBOT_COMMENT_URL` and `ROBOT_REF`.": "用一个成功的构建，启动触发条件里包含该目标的流水线。" +
		"每个 `KEY=value` 都是流水线步骤的环境变量：在 `.drone.yml` 里要写成 `\"$KEY\"`，" +
		"带上引号，这样 shell 只会把它当作一个词，而不会当作命令。" +
		"步骤里还有 `ROBOT_USER`、`ROBOT_ISSUE`、`ROBOT_COMMENT_URL` 和 `ROBOT_REF`。",
	"%s takes a build number and a target; try %s.": "%s 需要一个构建编号和一个目标；例如 %s。",
	"%s is not a build number; try %s.":             "%s 不是构建编号；可以试试 %s。",
	"%s is not a target; use letters, digits, `.`, `_`, `/` and `-`, a letter or digit first, at most 64.":                       "%s 不能作为目标；只能用字母、数字、`.`、`_`、`/` 和 `-`，以字母或数字开头，最多 64 个字符。",
	"%s is neither a build number nor `latest`.":                                                                                 "%s 既不是构建编号，也不是 `latest`。",
	"Started build %s, which promotes build %s, the latest that succeeded of %s, to %s%s.":                                       "已启动构建 %s，把构建 %s（%s 上最近一次成功的构建）发布到 %s%s。",
	"None of the newest %d builds of %s is of a push to %s and succeeded. Look at [its builds](%s), and name the number of one.": "在 %[2]s 最近的 %[1]d 个构建里，没有推送到 %[3]s 且成功的。请查看[构建列表](%[4]s)，并指定一个构建编号。",
	"Started build %s, which promotes build %s to %s%s.":                                                                         "已启动构建 %s，把构建 %s 发布到 %s%s。",
	"The robot's Drone is not set up right: nothing was started. Tell whoever runs this robot.":                                  "机器人的 Drone 没有配置好：没有启动任何构建。请联系机器人的维护者。",

	// processors/internal/drone: who may deploy what where, and what only a new build or a rollback meets
	"%s needs **%s** here, which you do not have. Ask somebody who has it to comment this.": "在这里使用 %s 所需的权限：**%s**；你没有该权限。请让有权限的人来评论这条命令。",
	"Build %s is of %s, and to %s go only builds of %s. Take one of those.":                 "构建 %s 来自 %s，而 %s 只接受以下来源的构建：%s。请从中选一个。",
	"%s is not a branch; use its name alone, of letters, digits and `._/@+=-`.":             "%s 不能作为分支；只写分支名，可用字母、数字和 `._/@+=-`。",
	"show %s":                  "显示 %s",
	"list the builds of %s":    "列出 %s 的构建",
	"build %s":                 "构建 %s",
	"roll %s back to build %d": "把 %s 回滚到构建 %d",
	"Drone does not say which branch of %s is the default one: nothing was started. Name a branch.":                                                                                                     "Drone 没有给出 %s 的默认分支：没有启动任何构建。请指定一个分支。",
	"Drone accepted this, but nothing started: at that commit, no pipeline in `.drone.yml` may have the event `custom` in its trigger, or the commit message may say `[ci skip]`. Check both.":          "Drone 接受了请求，但什么也没有启动：在该提交里，`.drone.yml` 可能没有任何流水线的触发条件包含事件 `custom`，或者提交信息里写了 `[ci skip]`。请检查这两处。",
	"Drone accepted this, but nothing started: at that commit, no pipeline in `.drone.yml` may have the event `rollback` and %s in its trigger, or the commit message may say `[ci skip]`. Check both.": "Drone 接受了请求，但什么也没有启动：在该提交里，`.drone.yml` 可能没有任何流水线的触发条件包含事件 `rollback` 和 %s，或者提交信息里写了 `[ci skip]`。请检查这两处。",
	"Drone finds no branch %s in %s, or its own access to the repository has ended: nothing was started. Name a branch that is there, or have the repository's owner sign in to Drone again.":           "Drone 在 %[2]s 里找不到分支 %[1]s，或者它对该仓库的访问权限已失效：没有启动任何构建。请指定一个存在的分支，或请仓库所有者重新登录 Drone。",
	"Drone found no `.drone.yml` at that commit, or its own access to %s has ended: nothing was started. Build a commit that has the file, or have its owner sign in to Drone again.":                   "Drone 在该提交里找不到 `.drone.yml`，或者它对 %s 的访问权限已失效：没有启动任何构建。请选一个包含该文件的提交，或请仓库所有者重新登录 Drone。",
	"Build %s ended at once with an error: %s. Correct `.drone.yml`, then build a commit that has the correction.":                                                                                      "构建 %s 一启动就出错了：%s。请先改正 `.drone.yml`，再构建包含该改动的提交。",

	// processors/drone_build
	"start a Drone build of a branch": "在 Drone 上构建某个分支",
	"Builds the newest commit of the branch, or the one that is named and is on it; without a branch, the default one. " +
		"It runs the pipelines that have the event `custom` in their trigger, or no events at all. " +
		"Each `KEY=value` is an environment variable of their steps, which also get " +
		"`ROBOT_USER`, `ROBOT_ISSUE`, `ROBOT_COMMENT_URL` and `ROBOT_REF`.": "构建该分支的最新提交，或分支上指定的提交；不写分支时用默认分支。" +
		"运行触发条件包含事件 `custom` 或没有限定事件的流水线。" +
		"每个 `KEY=value` 都是流水线步骤的环境变量；步骤里还有 " +
		"`ROBOT_USER`、`ROBOT_ISSUE`、`ROBOT_COMMENT_URL` 和 `ROBOT_REF`。",
	"%s is not a commit; use 7 to 40 of its hexadecimal digits.":                                       "%s 不能作为提交；请写它的 7 到 40 位十六进制数字。",
	"Commit %s is not on %s: nothing was started. Name a commit of that branch.":                       "提交 %s 不在 %s 上：没有启动任何构建。请指定该分支上的提交。",
	"GitHub does not find branch %s with commit %s: nothing was started. Look whether both are there.": "GitHub 找不到分支 %s 或提交 %s：没有启动任何构建。请确认两者都存在。",
	"GitHub did not say whether %s is on %s: nothing was started. Comment it again later.":             "GitHub 没有回答 %s 是否在 %s 上：没有启动任何构建。请稍后重新评论一次。",
	"The robot cannot ask GitHub whether %s is on %s: nothing was started.":                            "机器人无法向 GitHub 查询 %s 是否在 %s 上：没有启动任何构建。",
	"Started build %s%s.": "已启动构建 %s%s。",

	// processors/drone_rollback
	"roll a target back to an earlier Drone build": "把某个目标回滚到 Drone 较早的构建",
	"Without a build, goes back to what was on the target before: the last that was deployed there with success and is not what is there now. " +
		"Where the last deployment failed, that is the one before it. A build that was deployed there comes back with the parameters of then. " +
		"It runs the pipelines that have the event `rollback` and the target in their trigger. " +
		"Each `KEY=value` is an environment variable of their steps, which also get " +
		"`ROBOT_USER`, `ROBOT_ISSUE`, `ROBOT_COMMENT_URL` and `ROBOT_REF`.": "不写构建时，回到该目标之前的状态：最近一次成功部署、且与当前内容不同的构建。" +
		"如果最近一次部署失败了，就是它之前的那个。曾部署到那里的构建，会带上当时的参数。" +
		"运行触发条件包含事件 `rollback` 和该目标的流水线。" +
		"每个 `KEY=value` 都是流水线步骤的环境变量；步骤里还有 " +
		"`ROBOT_USER`、`ROBOT_ISSUE`、`ROBOT_COMMENT_URL` 和 `ROBOT_REF`。",
	"%s takes a target, and the build to go back to if you like; try %s.":                                                     "%s 需要一个目标，还可以写上要回到的构建；例如 %s。",
	"%s is neither a build number nor `previous`.":                                                                            "%s 既不是构建编号，也不是 `previous`。",
	"Build %s is on its way to %s, so what comes before it is not clear. Wait for its end, or name the build to go back to.":  "构建 %s 正在部署到 %s，无法确定之前的状态。请等它结束，或指定要回到的构建。",
	"Build %s was to roll %s back and did not succeed, so what is there is not clear. Name the build to go back to.":          "构建 %s 本应回滚 %s，但没有成功，无法确定那里的现状。请指定要回到的构建。",
	"Build %s was deployed with parameters that the robot may not set. Roll back in Drone, or name build %s, without them.":   "部署构建 %s 时用了机器人不能设置的参数。请在 Drone 中回滚，或指定构建 %s，不带这些参数。",
	"The newest %d builds of %s do not tell what was on %s before. Look at [its builds](%s), and name the one to go back to.": "从 %[2]s 最近的 %[1]d 个构建里看不出 %[3]s 之前的状态。请查看[构建列表](%[4]s)，并指定要回到的构建。",
	"Started build %s, which rolls %s back from build %s to build %s%s.":                                                      "已启动构建 %s，把 %s 从构建 %s 回滚到构建 %s%s。",
	"Started build %s, which rolls %s back to build %s%s.":                                                                    "已启动构建 %s，把 %s 回滚到构建 %s%s。",

	// processors/workflow: /run
	"run a workflow of GitHub Actions, or list those there are": "运行一个 GitHub Actions 工作流，或列出有哪些",
	"Starts `.github/workflows/<workflow>.yml` on the default branch, where its `on:` has `workflow_dispatch`. " +
		"Each `KEY=value` is an input that the file declares; what is left out has the default that the file gives it. " +
		"In a script, take an input from `env:`, as `\"$TARGET\"`, and never as `${{ inputs.target }}`, " +
		"so that the shell takes it as one word and not as a command. " +
		"Where the file declares inputs named `robot_user`, `robot_issue`, `robot_comment_url` or `robot_ref`, the robot fills them in. " +
		"`/run` alone, and `/run ?`, list the workflows and their inputs.": "在默认分支上启动 `.github/workflows/<workflow>.yml`，前提是它的 `on:` 里有 `workflow_dispatch`。" +
		"每个 `KEY=value` 对应文件里声明的一个输入参数；没写的用文件里的默认值。" +
		"在脚本里，请通过 `env:` 取输入参数，写成 `\"$TARGET\"`，不要写成 `${{ inputs.target }}`，" +
		"这样 shell 只会把它当作一个词，而不会当作命令。" +
		"如果文件声明了名为 `robot_user`、`robot_issue`、`robot_comment_url` 或 `robot_ref` 的输入参数，由机器人填写。" +
		"只写 `/run`，或写 `/run ?`，会列出各个工作流及其输入参数。",
	"Started run [%d](%s) of %s on %s%s.": "已在 %[4]s 上启动运行 [%[1]d](%[2]s)：%[3]s%[5]s。",
	"Asked GitHub to run %s on %s%s, and it agreed. It has not shown the run yet: look at [its runs](%s).": "已请求 GitHub 在 %[2]s 上运行 %[1]s%[3]s，GitHub 已接受，但还没有显示这次运行：请查看[运行列表](%[4]s)。",
	", with %s":               "，输入参数：%s",
	"On %s there is to run:":  "在 %s 上可以运行：",
	"%s: %s%s":                "%s：%s%s",
	"%s: %s, %s%s":            "%s：%s，%s%s",
	"%s (%s; %s if left out)": "%s（%s；默认 %s）",
	"%s (%s; required)":       "%s（%s；必填）",
	"Only %d workflows were looked at. `/run <workflow>` runs the others, too.":                                     "只查看了 %d 个工作流。其余的同样可以用 `/run <workflow>` 运行。",
	"No workflow on %s can be started by hand. Add `workflow_dispatch` to the `on:` of one in `.github/workflows`.": "%s 上没有可以手动启动的工作流。请在 `.github/workflows` 里选一个，把 `workflow_dispatch` 加到它的 `on:` 里。",

	// processors/workflow: what is wrong with the command
	"Which workflow? Name it before its inputs; `/run` alone lists what there is.":                                               "要运行哪个工作流？请把它的名称写在输入参数前面；只写 `/run` 会列出有哪些。",
	"%s is one word too many: name one workflow, and write its inputs as `KEY=value`.":                                           "%s 是多余的：只写一个工作流，输入参数写成 `KEY=value`。",
	"%s is not the name of a workflow's file; write it as in `.github/workflows`, with or without `.yml`.":                       "%s 不是工作流的文件名；请按 `.github/workflows` 里的写法，`.yml` 可以省略。",
	"%d inputs are too many; a workflow takes at most %d.":                                                                       "%d 个输入参数太多了；一个工作流最多 %d 个。",
	"%s is not the name of an input; use letters, digits, `_` and `-`, a letter or `_` first, at most %d.":                       "%s 不能作为输入参数名；只能用字母、数字、`_` 和 `-`，以字母或 `_` 开头，最多 %d 个字符。",
	"%s cannot be set from a comment: what begins with `robot_` the robot fills in itself. Leave it out.":                        "不能通过评论设置 %s：以 `robot_` 开头的由机器人填写。请去掉它。",
	"%s cannot be set from a comment, because as an environment variable it steers the job itself. Give the input another name.": "不能通过评论设置 %s，因为它作为环境变量会影响作业本身。请给这个输入参数换一个名称。",
	"%s has no input %s. It has %s.":    "%s 没有输入参数 %s。它的输入参数：%s。",
	"The input %s of %s is %s, not %s.": "%[2]s 的输入参数 %[1]s 应当是：%[3]s；不能是 %[4]s。",
	"%s needs %s. Add %s.":              "%s 还需要：%s。请加上 %s。",
	"`true` or `false`":                 "`true` 或 `false`",
	"a number":                          "数字",
	"a choice without options":          "单选，但没有可选值",
	"an environment":                    "环境名",
	"text":                              "文本",

	// processors/workflow: what is wrong with the file
	"%s holds no workflow: it is no YAML mapping with an `on:`. Correct it on %s, then comment again.":                                "%s 不是工作流：它不是带有 `on:` 的 YAML 映射。请在 %s 上改正，然后重新评论一次。",
	"%s is not YAML: %s. Correct it on %s, then comment again.":                                                                       "%s 不是合法的 YAML：%s。请在 %s 上改正，然后重新评论一次。",
	"%s cannot be started by hand: its `on:` has %s, but no `workflow_dispatch`. Add that on %s; `/run` alone lists what can be run.": "%s 不能手动启动：它的 `on:`（现有：%s）里没有 `workflow_dispatch`。请在 %s 上加上；只写 `/run` 会列出可以运行的工作流。",
	"nothing": "空",
	"%s has %d bytes, and at most %d are read. Make it smaller.":                                                                                                                 "%s 有 %d 字节，最多只读取 %d 字节。请把它改小。",
	"GitHub gave no answer when %s was read: nothing was started. Comment it again.":                                                                                             "读取 %s 时 GitHub 没有响应：没有启动任何运行。请重新评论一次。",
	"GitHub's answer about %s cannot be read: nothing was started. Comment it again.":                                                                                            "GitHub 关于 %s 的响应无法解析：没有启动任何运行。请重新评论一次。",
	"GitHub shows this robot no workflow %s on %s, and no others: the name is wrong, or the robot's operator has to give its token access (`contents: read`, `actions: write`).": "GitHub 没有向本机器人显示 %[2]s 上的工作流 %[1]s，也没有显示其他工作流：要么名称写错了，要么需要由机器人的维护者给令牌授权（`contents: read`、`actions: write`）。",
	"There is no workflow %s on %s: this repository has none in `.github/workflows`. Add one that has `workflow_dispatch` in its `on:`.":                                         "%[2]s 上没有工作流 %[1]s：本仓库的 `.github/workflows` 里一个也没有。请添加一个 `on:` 里有 `workflow_dispatch` 的工作流。",
	"There is no workflow %s on %s. This repository has %s; `/run` alone says what can be run.":                                                                                  "%[2]s 上没有工作流 %[1]s。本仓库有：%[3]s；只写 `/run` 会列出可以运行的工作流。",
	"The event does not say which repository and which default branch it is about: nothing was started. Comment it again.":                                                       "事件里没有说明是哪个仓库、哪个默认分支：没有启动任何运行。请重新评论一次。",

	// processors/workflow: what GitHub says to a dispatch
	"GitHub could not be reached in time: %s was not started. Comment it again.":                                                   "没能及时连上 GitHub：没有启动 %s。请重新评论一次。",
	"GitHub was asked to run %s on %s and has not confirmed it. It may have started: look at [its runs](%s) before you ask again.": "已请求 GitHub 在 %[2]s 上运行 %[1]s，但没有得到确认。它可能已经启动：重试之前请先查看[运行列表](%[3]s)。",
	"%s is disabled, so it was not started. Enable it on [its page](%s), then comment again.":                                      "%s 已被禁用，因此没有启动。请在[它的页面](%s)上启用，然后重新评论一次。",
	"GitHub does not let this robot start workflows here (%d), so %s was not started. " +
		"The robot's operator has to give its token write access to actions (`actions: write`; of a classic token, the scope `repo`), and its account write access to this repository.": "GitHub 不允许本机器人在这里启动工作流（%d），因此没有启动 %s。" +
		"需要由机器人的维护者给令牌 Actions 的写权限（`actions: write`；经典令牌则是作用域 `repo`），并给它的账号本仓库的写权限。",
	"GitHub has no branch %s, so %s was not started. If the default branch was just renamed, comment it again.": "GitHub 上没有分支 %s，因此没有启动 %s。如果默认分支刚刚改名，请重新评论一次。",
	"GitHub does not take these inputs (%d), so nothing was started. Compare them with what %s declares.":       "GitHub 不接受这些输入参数（%d），因此没有启动任何运行。请对照 %s 里的声明检查。",
	"GitHub refuses to run %s (%d), so nothing was started. Look at [its page](%s) for what is wrong with it.":  "GitHub 拒绝运行 %s（%d），因此没有启动任何运行。请到[它的页面](%s)查看问题所在。",

	// processors/workflow: how a run goes
	"Run [%d](%s) %s":                    "运行 [%d](%s) %s",
	"Run [%d](%s), attempt %d, %s":       "运行 [%d](%s)（第 %d 次）%s",
	"%s after %s":                        "%s，用时 %s",
	"%d s":                               "%d 秒",
	"%d min %d s":                        "%d 分 %d 秒",
	"%d h %d min":                        "%d 小时 %d 分",
	"is under way":                       "正在进行",
	"**waits for approval** on its page": "**等待批准**，请到它的页面上处理",
	"**succeeded**":                      "**成功**",
	"**ended**, neither well nor badly,": "**已结束**，不算成功也不算失败",
	"was **cancelled**":                  "**已取消**",
	"was **skipped**, since no job of it had to run,": "**已跳过**，因为没有需要执行的作业",
	"**failed**":                      "**失败**",
	"**took too long** and was ended": "**超时**，已被终止",
	"**could not start**":             "**无法启动**",
	"**was given up** by GitHub":      "**已被 GitHub 放弃**",
	"ended with %s":                   "以 %s 结束",
	"job [%s](%s)":                    "作业 [%s](%s)",
	"job [%s](%s), step %s":           "作业 [%s](%s)，步骤 %s",
	"%s; %s":                          "%s；%s",
	"%s; and %d more":                 "%s；另有 %d 个",

	// processors/dispatch
	"send an event to the workflows of this repository": "向本仓库的工作流发送一个事件",
	"Sends a `repository_dispatch` event: the workflows on the default branch whose `on:` names it run. They find what was sent in `github.event.client_payload`, and below `robot` there who asked, and where. In a script, take a value of it from `env:`, as `\"$TARGET\"`, and never as `${{ github.event.client_payload.target }}`, so that the shell takes it as one word and not as a command.": "发送一个 `repository_dispatch` 事件：默认分支上 `on:` 中写有该事件的工作流会运行。工作流在 `github.event.client_payload` 中得到所发送的内容，其中 `robot` 之下是由谁、在哪里发起。在脚本中请通过 `env:` 取值，写成 `\"$TARGET\"`，不要写成 `${{ github.event.client_payload.target }}`，这样 shell 才会把它当作一个词，而不是命令。",
	"The comment does not say which repository it stands in: nothing was sent. Comment it again.":                                                                                                                                                               "这条评论没有说明它属于哪个仓库：没有发送任何内容。请重新评论一次。",
	"Sent %s: the workflows that listen to it on the default branch run now, if there are any. GitHub does not say which runs these are; look among [all that such events started](%s).":                                                                        "已发送 %s：默认分支上监听它的工作流（如果有的话）现在开始运行。GitHub 不会说明是哪些运行，请在[由此类事件启动的所有运行](%s)中查找。",
	"%s is not the name of an event, so nothing was sent. It has 1 to %d characters, all of which can be printed.":                                                                                                                                              "%s 不是事件的名称：没有发送任何内容。名称应有 1 到 %d 个字符，并且都是可打印字符。",
	"The payload may not hold %s, which the robot fills in itself: nothing was sent. Leave it out.":                                                                                                                                                             "载荷中不能有 %s，它由机器人自己填写：没有发送任何内容。请去掉它。",
	"The payload has %d keys, and GitHub takes %d beside the robot's own: nothing was sent. Put some of them below one key.":                                                                                                                                    "载荷有 %d 个键，而除机器人自己的键以外，GitHub 只接受 %d 个：没有发送任何内容。请把其中一些放到同一个键之下。",
	"The payload cannot be written as JSON: nothing was sent. Whoever runs this robot has to correct the command.":                                                                                                                                              "载荷无法写成 JSON：没有发送任何内容。需要由机器人的维护者修正这条命令。",
	"The payload has %d bytes, and GitHub takes %d: nothing was sent. Make it shorter.":                                                                                                                                                                         "载荷有 %d 字节，而 GitHub 最多接受 %d 字节：没有发送任何内容。请缩短它。",
	"GitHub could not be reached in time: %s was not sent. Comment it again.":                                                                                                                                                                                   "没能及时连上 GitHub：没有发送 %s。请重新评论一次。",
	"GitHub was asked to send %s and has not confirmed it. It may have been sent: look at [what such events started](%s) before you ask again.":                                                                                                                 "已请求 GitHub 发送 %s，但没有得到确认。它可能已经发送：重试之前请先查看[由此类事件启动的运行](%s)。",
	"This repository is archived, so %s was not sent. Its owner can unarchive it.":                                                                                                                                                                              "本仓库已归档，因此没有发送 %s。仓库的所有者可以取消归档。",
	"GitHub does not let this robot send events here (%d), so %s was not sent. The robot's operator has to give its token write access to contents (`contents: write`; of a classic token, the scope `repo`), and its account write access to this repository.": "GitHub 不允许本机器人在这里发送事件（%d），因此没有发送 %s。需要由机器人的维护者给令牌内容的写权限（`contents: write`；经典令牌则是作用域 `repo`），并给它的账号本仓库的写权限。",
	"GitHub does not take the payload (%d), so %s was not sent. Give less, or shorter values.":                                                                                                                                                                  "GitHub 不接受这个载荷（%d），因此没有发送 %s。请减少内容，或者使用更短的值。",
	"GitHub refuses %s (%d), so it was not sent. Tell whoever runs this robot.":                                                                                                                                                                                 "GitHub 拒绝了 %s（%d），因此没有发送。请联系机器人的维护者。",

	// processors/compose
	"set labels and assignees, close, and reply as this robot's operator has laid down":                                                                                                            "按照机器人维护者的设定，设置标签和负责人、关闭并回复",
	"Labels have to be among those of this repository, and assignees people whom GitHub takes as such here. What is there already is left as it is, so that the command may be commented again.":   "标签必须是本仓库已有的，负责人必须是 GitHub 允许在这里担任负责人的人。已经是所要的样子的部分保持不变，因此这条命令可以重复评论。",
	"The comment does not say which issue it stands on: nothing was changed. Comment it again.":                                                                                                    "这条评论没有说明它属于哪个 issue：没有做任何改动。请重新评论一次。",
	"%s is not the name of a label: nothing was changed. Name one of this repository's.":                                                                                                           "%s 不是标签的名称：没有做任何改动。请写本仓库已有的标签。",
	"%s is not the login of a GitHub account: nothing was changed. Write it as on its page, with or without an `@`.":                                                                               "%s 不是 GitHub 账号的登录名：没有做任何改动。请按照该账号页面上的写法，带不带 `@` 都可以。",
	"%d labels are too many for one command: nothing was changed. Name at most %d.":                                                                                                                "一条命令写 %d 个标签太多了：没有做任何改动。最多写 %d 个。",
	"%d people are too many: nothing was changed. An issue has at most %d assignees.":                                                                                                              "%d 个人太多了：没有做任何改动。一个 issue 最多有 %d 位负责人。",
	"%s is no reason to close an issue for: nothing was changed. It is `completed` or `not_planned`.":                                                                                              "%s 不是关闭 issue 的理由：没有做任何改动。理由应是 `completed` 或 `not_planned`。",
	"The label %s would be added and removed by one command: nothing was changed. Leave one of the two out.":                                                                                       "同一条命令既要添加又要移除标签 %s：没有做任何改动。请去掉其中之一。",
	"%s would be assigned and unassigned by one command: nothing was changed. Leave one of the two out.":                                                                                           "同一条命令既要指派又要取消指派 %s：没有做任何改动。请去掉其中之一。",
	"GitHub did not assign %s. It takes people who may write here or have written on this issue, and members of the organization, ten at most; and this robot's account has to have write access.": "GitHub 没有指派 %s。可以指派的是在这里有写权限的人、在这个 issue 中发过言的人以及组织成员，最多十位；本机器人的账号还需要有写权限。",
	"GitHub did not unassign %s: this robot's account has to have write access here.":                                                                                                              "GitHub 没有取消指派 %s：本机器人的账号需要在这里有写权限。",
	"Everything else of the command was done.":                                                                                                                                                     "这条命令的其余部分都已完成。",
	"Nothing was changed. [All labels](%s) of this repository can be named, in any case.":                                                                                                          "没有做任何改动。可以写本仓库的[任何标签](%s)，不区分大小写。",
	"This repository has no label %s.":                  "本仓库没有标签 %s。",
	"This repository has no label %s. Did you mean %s?": "本仓库没有标签 %s。你是不是想写 %s？",
	"adding %s":          "添加 %s",
	"removing %s":        "移除 %s",
	"assigning %s":       "指派 %s",
	"unassigning %s":     "取消指派 %s",
	"closing":            "关闭",
	"Done: %s.":          "已完成：%s。",
	"Not confirmed: %s.": "未确认：%s。",
	"Not done: %s.":      "未执行：%s。",
	"GitHub gave no answer when this issue and its labels were looked at: nothing was changed. Comment it again.": "查看这个 issue 及其标签时 GitHub 没有响应：没有做任何改动。请重新评论一次。",
	"Nothing was changed.": "没有做任何改动。",
	"GitHub's rate limit for this robot is used up: comment it again in %d min.":                   "GitHub 给本机器人的请求配额已用完：请在 %d 分钟后重新评论一次。",
	"GitHub did not answer as it should. Comment it again: what is done already is left as it is.": "GitHub 没有正常响应。请重新评论一次：已经完成的部分保持不变。",
	"GitHub does not have this issue any more (410).":                                              "GitHub 上已经没有这个 issue 了（410）。",
	"This repository is archived. Its owner can unarchive it.":                                     "本仓库已归档。仓库的所有者可以取消归档。",
	"GitHub does not let this robot do that here (%d). Its operator has to give its token `issues: write` and `pull_requests: write` (of a classic token, the scope `repo`), and its account write access to this repository.": "GitHub 不允许本机器人在这里这样做（%d）。需要由机器人的维护者给令牌 `issues: write` 和 `pull_requests: write`（经典令牌则是作用域 `repo`），并给它的账号本仓库的写权限。",
	"GitHub refuses it (%d). Tell whoever runs this robot.": "GitHub 拒绝了这一操作（%d）。请联系机器人的维护者。",

	// processors/endpoint
	"The endpoint of %s did it (%s), but the configured reply cannot be made of its answer: do not ask again. %s": "%s 的接口已经执行（%s），但无法用它的响应生成所配置的回复：请不要重新发起。%s",
	"(the answer broke off, and has no %s)":                                 "（响应不完整，其中没有 %s）",
	"(the answer has no %s)":                                                "（响应中没有 %s）",
	"The endpoint of %s answered %s.":                                       "%s 的接口返回 %s。",
	"The endpoint of %s answered %s: %s":                                    "%s 的接口返回 %s：%s",
	"What is configured for %s is wrong: %s. Nothing was done. %s":          "%s 的配置有误：%s。没有执行任何操作。%s",
	"there is no method %s":                                                 "没有 %s 这种请求方法",
	"a `GET` carries no body":                                               "`GET` 请求不能带请求体",
	"its address is none that can be called":                                "它的地址无法调用",
	"its address holds a user, which belongs into a header":                 "它的地址中带有用户名，应当改写到请求头里",
	"its address is not `https`, which only a private host may do without":  "它的地址不是 `https`，只有内网主机才可以不用",
	"it has a body and a form":                                              "它既有请求体又有表单",
	"its body cannot be written as JSON":                                    "它的请求体无法写成 JSON",
	"the header %s cannot be set":                                           "不能设置请求头 %s",
	"the value of the header %s holds a control character":                  "请求头 %s 的值含有控制字符",
	"It may have been done: look before you ask again.":                     "可能已经生效：请先查看，再决定是否重新发起。",
	"Look at what you wrote; if it is right, tell whoever runs this robot.": "请检查你写的内容；如果没有写错，请联系机器人的维护者。",
	"Ask again later.":                                                      "请稍后再试。",
	"Ask again in %d seconds.":                                              "请在 %d 秒后再试。",
	" It says %s.":                                                          "它的答复是：%s。",
	"The endpoint of %s was called and gave no answer. %s":                  "已调用 %s 的接口，但没有得到响应。%s",
	"The endpoint of %s has a private address, which is called only where the configuration says so: nothing was done. %s":   "%s 的接口使用内网地址，只有在配置中写明才会调用：没有执行任何操作。%s",
	"The endpoint of %s has no certificate that can be trusted: nothing was done. %s":                                        "%s 的接口没有可信的证书：没有执行任何操作。%s",
	"There was no time left to call the endpoint of %s: nothing was done. Comment again.":                                    "已经没有时间调用 %s 的接口：没有执行任何操作。请重新评论一次。",
	"The endpoint of %s cannot be reached: nothing was done. Try again later; if it stays so, tell whoever runs this robot.": "无法连接 %s 的接口：没有执行任何操作。请稍后重试；如果一直这样，请联系机器人的维护者。",
	"The endpoint of %s does not accept the robot's credentials (%s): nothing was done.%s %s":                                "%s 的接口不接受机器人的凭据（%s）：没有执行任何操作。%s%s",
	"The endpoint of %s does not know such a call (%s): nothing was done.%s %s":                                              "%s 的接口不认识这样的请求（%s）：没有执行任何操作。%s%s",
	"The endpoint of %s refused this (%s): nothing was done.%s %s":                                                           "%s 的接口拒绝了这一请求（%s）：没有执行任何操作。%s%s",
	"The endpoint of %s is called too often (%s): nothing was done.%s %s":                                                    "%s 的接口被调用得过于频繁（%s）：没有执行任何操作。%s%s",
	"The endpoint of %s has moved (%s), and the robot carries nothing to where it points: nothing was done.%s %s":            "%s 的接口已经搬走（%s），机器人不会把请求带到它指向的地方：没有执行任何操作。%s%s",
	"The endpoint of %s answered with a redirect (%s), which the robot does not follow.%s %s":                                "%s 的接口返回了重定向（%s），机器人不会跟随。%s%s",
	"The endpoint of %s failed (%s).%s %s":                                                                                   "%s 的接口出错了（%s）。%s%s",

	// cmd/internal/config
	"The text of this issue has the heading %s twice: which one is meant is not clear.": "此 issue 的正文有两个标题 %s：无法确定指的是哪一个。",
	"%s cannot stand in the address that is called.":                                    "%s 不能出现在要调用的地址里。",
	"%s is for pull requests, and this is an issue.":                                    "%s 只用于 PR，而这里是 issue。",
	"%s is no %s: it has to look like %s.":                                              "%s 不是有效的 %s：格式应为 %s。",
	"%s is no commit: seven or more of its hexadecimal digits are.":                     "%s 不是提交：请写至少 7 位十六进制数字。",
	"%s is not one of %s.":                                                              "%s 不在可选值之内：%s。",
	"%s is not the newest commit of this pull request any more: nothing was started. Look at what has changed, then name the new one.": "%s 已不是这个 PR 的最新提交：没有启动任何操作。请先查看改动，再写上新的提交。",
	"%s line %d: %s.": "%s 第 %d 行：%s。",
	"GitHub does not say which commit this pull request has: nothing was started. Comment it again.":        "GitHub 没有给出这个 PR 的提交：没有启动任何操作。请重新评论。",
	"The field %s of this issue's form is empty.":                                                           "此 issue 表单中的字段 %s 为空。",
	"The text of this issue has no heading %s: it was not opened with the form, or that has another field.": "此 issue 的正文没有标题 %s：它不是用该表单创建的，或者表单的字段不同。",
	"This pull request is from a fork, whose code this repository has not merged: %s does not run it.":      "这个 PR 来自 fork 仓库，其代码尚未合并到本仓库：%s 不会运行它。",
	"This pull request is from a fork. Look at its newest commit, and add it: %s.":                          "这个 PR 来自 fork 仓库。请查看其最新提交，并写上它：%s。",
	"not set up right": "配置有误",
}
