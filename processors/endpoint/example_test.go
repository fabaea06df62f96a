package endpoint_test

import (
	"context"
	"fmt"

	"github.com/fanux/robot/processors/endpoint"
)

func ExampleEndpoint_Call() {
	there := hosts{"hooks.example.com": says(200, "application/json", `{"url": "https://chat.example.com/7"}`)}
	reply, err := endpoint.New(there).Call(context.Background(), notify, endpoint.Request{
		URL:    "https://hooks.example.com/x",
		Secret: "the endpoint knows it, too",
		Body:   map[string]any{"text": "hello", "by": "alice"},
		Reply: func(answer func(string) (string, bool)) (string, error) {
			url, _ := answer("url")
			return "Told them: " + url, nil
		},
	})
	fmt.Println(reply, err)
	// Output: Told them: <https://chat.example.com/7> <nil>
}
