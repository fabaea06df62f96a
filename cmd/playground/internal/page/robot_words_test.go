package page

import (
	"strings"
	"testing"
)

// TestRobotChinese: the pages speak Chinese to those who do, and keep what was written.
func TestRobotChinese(t *testing.T) {
	r := open(t)
	r.say("/promote 42 dev REVISION=abc\n> /promote 42 prod")
	r.post("/lang", "lang", "zh", "back", "/deliveries")
	d := r.delivered("issue_comment", "created")
	page := r.get(deliveryURL(d.Number))
	r.has(page, "执行：/promote: 42, dev, REVISION=abc", "在引用里", "发布这个构建。", "GitHub 只等这么久", "其中哪些是命令？")
	r.has(r.get("/deliveries"), "制造故障", "三分钟后：执行 sweep", "1 条命令")
	r.has(r.get("/config"), "生效的命令", "没有错误")
	for english, want := range map[string]string{
		`the quote " is not closed on this line`: `引号 " 在这一行里没有闭合`, "GitHub answered 502; comment it again later.": "GitHub 返回了 502",
		"refused: `<target>` is missing.": "已拒绝：", "it has an escape that a reader does not see; write the character itself": "转义",
		"broken off: the instance was killed": "中断：实例被终止", "not run: the robot answered 413": "没有执行：机器人应答了 413", "100% strange": "100% strange",
	} {
		if got := (view{Lang: "zh"}).Verdict(english); !strings.Contains(got, want) || strings.Contains(got, "%!") {
			t.Errorf("%q is %q, want %q", english, got, want)
		}
	}
}
