package page

import (
	"fmt"
	"maps"
	"net/http"
	"strings"
	"time"
)

// chinese are the texts of the pages in Chinese, by their English.
var chinese = func() map[string]string {
	all := map[string]string{}
	for _, some := range vocabularies {
		maps.Copy(all, some)
	}
	return all
}()

// vocabularies are the texts of each kind of pages. None is in two of them.
var vocabularies = []map[string]string{commonWords, issueWords, deliveryWords, callWords, verdictWords, configWords, buildWords}

// say is a text in a language, with its verbs filled in.
func say(lang, english string, args ...any) string {
	format := english
	if translated := chinese[english]; lang == "zh" && translated != "" {
		format = translated
	}
	if len(args) == 0 {
		return format
	}
	return fmt.Sprintf(format, args...)
}

// language is what the reader chose, or else what their browser asks for first.
func language(r *http.Request) string {
	if c, err := r.Cookie("lang"); err == nil && (c.Value == "en" || c.Value == "zh") {
		return c.Value
	}
	if strings.HasPrefix(strings.ToLower(r.Header.Get("Accept-Language")), "zh") {
		return "zh"
	}
	return "en"
}

func ago(lang string, d time.Duration) string {
	switch {
	case d < 10*time.Second:
		return say(lang, "now")
	case d < time.Minute:
		return say(lang, "%d s ago", int(d.Seconds()))
	case d < time.Hour:
		return say(lang, "%d min ago", int(d.Minutes()))
	case d < 24*time.Hour:
		return say(lang, "%d h ago", int(d.Hours()))
	}
	return say(lang, "%d d ago", int(d.Hours()/24))
}

var commonWords = map[string]string{
	"It was not sent: the playground does not answer. The text is still here.": "没有发送：练习场没有应答。文字还在这里。",
	"The playground does not answer.":                                          "练习场没有应答。",
	"now":                                                                      "刚刚", "%d s ago": "%d 秒前", "%d min ago": "%d 分钟前", "%d h ago": "%d 小时前", "%d d ago": "%d 天前",

	"Playground": "练习场", "Skip to content": "跳到正文", "Repository": "仓库", "Details": "详情", "Author": "作者", "Comment": "评论",
	"Issues": "Issue", "Pull requests": "拉取请求", "Actions": "Actions", "Builds": "构建", "Deliveries": "投递", "Configuration": "配置",
	"Signed in as": "当前身份", "Change": "切换",
	"bot": "机器人", "owner": "所有者", "maintainer": "维护者", "may write": "可写", "may triage": "可分类", "may only read": "只读",
	"Everything here lives in the memory of one program: nothing reaches GitHub or Drone, and nothing is kept.": "这里的一切都在一个程序的内存里：不会访问 GitHub 或 Drone，也不会保存任何东西。",
	"The page is live": "页面实时更新", "Reconnecting …": "正在重新连接 …",
	"Not found": "未找到", "There is no such page in this sandbox. It forgets everything when it ends.": "沙盒里没有这个页面。它结束时会忘记一切。", "To the first issue": "前往第一个 issue",
}
