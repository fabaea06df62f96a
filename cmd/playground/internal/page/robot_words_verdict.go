package page

// verdictWords are what becomes of lines and commands, in Chinese.
var verdictWords = map[string]string{
	"ran": "已执行", "denied": "无权限", "refused": "已拒绝", "unknown": "未知命令", "duplicate": "重复",

	"runs as ": "执行：", "denied: ": "无权限：", "refused: ": "已拒绝：", "unknown: ": "未知命令：", "failed: ": "失败：", "skipped: ": "已跳过：", "duplicate: ": "重复：", "ran: ": "已执行：",
	"not a command of ours; did you mean ":            "不是本机器人的命令；是不是想写 ",
	"not run: the robot answered ":                    "没有执行：机器人应答了 ",
	"broken off: ":                                    "中断：",
	"Not run: your permission could not be checked. ": "未执行：无法确认你的权限。",
	"inside ": "在标签之内：",
	"runs as a command of the repository's own": "作为仓库自己的命令执行",

	"Nothing was run: GitHub did not confirm the claim. Redeliver this; where that is a duplicate, comment again.": "什么都没有执行：GitHub 没有确认认领。请重新投递；如果应答说是重复，就再评论一次。",

	"not a command of ours":        "不是本机器人的命令",
	"not at the start of its line": "不在行首",
	"indented by four or more":     "缩进了四格或更多",
	"escaped":                      "被转义了",
	"not part of the text":         "不属于正文",
	"in a link":                    "在链接里",
	"in a formula":                 "在公式里",
	"in an HTML comment":           "在 HTML 注释里",
	"in an HTML block":             "在 HTML 块里",
	"in a code span":               "在行内代码里",
	"in an image":                  "在图片里",
	"in a quote":                   "在引用里",
	"in a list item":               "在列表里",
	"in a heading":                 "在标题里",
	"inside a code fence":          "在代码块里",
	"in a link definition":         "在链接定义里",
	"in a footnote":                "在脚注里",
	"in a table":                   "在表格里",

	"in a text that was edited: what is written when it is made counts, and nothing else": "在编辑过的正文里：只有发表时写下的才算数",
	"in a comment that was deleted":                           "在已删除的评论里",
	"in an issue that was moved here: it is as old as it was": "在移动过来的 issue 里：它并不是新的",
	"in a repository that robot.yml does not name":            "在 robot.yml 没有列出的仓库里",
	"one comment may hold 20 commands":                        "一条评论最多 20 条命令",
	"in a reply of the robot itself":                          "在机器人自己的回复里",
	"said by a bot, which no configuration lets say it":       "由机器人账号说出，而配置没有允许它",
}
