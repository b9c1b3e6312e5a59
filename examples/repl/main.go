// Command repl is a tiny prompt over one file: each line is a query, in KQL or
// in SPL. Without a file it asks the sample of the email detection.
//
//	go run ./examples/repl [FILE]
package main

import (
	"bufio"
	"context"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"strings"

	"github.com/goshawk-lang/goshawk"
	"github.com/goshawk-lang/goshawk/detections"
	"github.com/goshawk-lang/goshawk/output"
	"github.com/goshawk-lang/goshawk/readers"
)

func main() {
	ctx := context.Background()
	db := goshawk.New()
	name := "EmailEvents"
	if len(os.Args) > 1 {
		file := os.Args[1]
		name = strings.TrimSuffix(filepath.Base(file), filepath.Ext(file))
		if err := bind(ctx, db, name, file); err != nil {
			log.Fatal(err)
		}
	} else if err := detections.AddSample(ctx, db, "email"); err != nil {
		log.Fatal(err)
	}
	fmt.Printf("The table is called %s. Ask in KQL (%s | take 3) or SPL (search source=%s | head 3).\n", name, name, name)
	lines := bufio.NewScanner(os.Stdin)
	for prompt(); lines.Scan(); prompt() {
		if line := strings.TrimSpace(lines.Text()); line != "" {
			ask(ctx, db, line)
		}
	}
	fmt.Println()
}

func prompt() { fmt.Print("> ") }

func bind(ctx context.Context, db *goshawk.Engine, name, file string) error {
	table, err := readers.Open(ctx, file, readers.Options{Name: name})
	if err != nil {
		return err
	}
	events, err := readers.Open(ctx, file, readers.Options{Name: name, Events: &readers.EventOptions{}})
	if err != nil {
		return err
	}
	db.AddTable(name, table)
	db.AddEvents(name, events)
	return nil
}

func ask(ctx context.Context, db *goshawk.Engine, line string) {
	query, err := db.Compile(goshawk.GuessLanguage(line), goshawk.Text{Query: line})
	if err != nil {
		fmt.Println(err)
		return
	}
	res, err := query.Run(ctx)
	if err != nil {
		fmt.Println(err)
		return
	}
	defer res.Close()
	if _, err := output.Write(os.Stdout, "table", res.Schema(), res.Batches()); err != nil {
		fmt.Println(err)
	}
}
