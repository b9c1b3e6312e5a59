package goshawk_test

import (
	"context"
	"errors"
	"fmt"

	"github.com/goshawk-lang/goshawk"
	"github.com/goshawk-lang/goshawk/readers"
)

// A query over a file's rows, read into structs.
func Example() {
	ctx := context.Background()
	src, err := readers.Open(ctx, "detections/samples/email.ndjson", readers.Options{Name: "EmailEvents"})
	if err != nil {
		panic(err)
	}
	db := goshawk.New()
	db.AddTable("EmailEvents", src)
	query, err := db.CompileKQL("EmailEvents | where LatestDeliveryAction has 'delete' | summarize Mails = count() by LatestDeliveryAction | top 1 by Mails")
	if err != nil {
		panic(err)
	}
	res, err := query.Run(ctx)
	if err != nil {
		panic(err)
	}
	defer res.Close()
	type action struct {
		LatestDeliveryAction string
		Mails                int
	}
	rows, err := goshawk.Collect[action](res)
	fmt.Println(rows, err)
	// Output: [{Hard delete 5}] <nil>
}

// An SPL search over events.
func ExampleEngine_CompileSPL() {
	ctx := context.Background()
	src, err := readers.Open(ctx, "detections/samples/o365.ndjson", readers.Options{Name: "o365", Events: &readers.EventOptions{}})
	if err != nil {
		panic(err)
	}
	db := goshawk.New()
	db.AddEvents("o365", src)
	search, err := db.CompileSPL("search Operation=Send* | stats count by Operation | sort - count")
	if err != nil {
		panic(err)
	}
	res, err := search.Run(ctx)
	if err != nil {
		panic(err)
	}
	defer res.Close()
	for row, err := range res.Rows() {
		fmt.Println(row.Get("Operation").Str(), row.Get("count").Int(), err)
	}
	// Output:
	// Send 5 <nil>
	// SendOnBehalf 1 <nil>
}

// Errors tell what is wrong and where.
func ExampleError() {
	_, err := goshawk.New().CompileKQL("print x = strlenn('a')")
	var e *goshawk.Error
	if errors.As(err, &e) {
		fmt.Println(e.Line(), e.Column(), e.Kind, e.Code)
		fmt.Println(e.Caret())
	}
	// Output:
	// 1 11 semantic KS211
	// print x = strlenn('a')
	//           ^^^^^^^
}
