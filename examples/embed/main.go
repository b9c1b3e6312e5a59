// Command embed shows the whole of the API that an embedding program needs:
// bind a file, compile once, run, read rows into structs.
package main

import (
	"context"
	"errors"
	"fmt"
	"log"
	"os"

	"github.com/goshawk-lang/goshawk"
	"github.com/goshawk-lang/goshawk/readers"
)

// sender is one row of the query below.
type sender struct {
	Domain     string `goshawk:"SenderFromDomain"`
	Mails      int64
	Recipients []string
}

func main() {
	file := "detections/samples/email.ndjson"
	if len(os.Args) > 1 {
		file = os.Args[1]
	}
	ctx := context.Background()
	src, err := readers.Open(ctx, file, readers.Options{Name: "EmailEvents"})
	if err != nil {
		log.Fatal(err)
	}
	db := goshawk.New()
	db.AddTable("EmailEvents", src)
	query, err := db.CompileKQL(`
		EmailEvents
		| where LatestDeliveryAction has "delete"
		| summarize Mails = count(), Recipients = make_set(RecipientEmailAddress) by SenderFromDomain`)
	var wrong *goshawk.Error
	if errors.As(err, &wrong) {
		log.Fatalf("%s [%s]\n%s", wrong, wrong.Code, wrong.Caret())
	} else if err != nil {
		log.Fatal(err)
	}
	res, err := query.Run(ctx)
	if err != nil {
		log.Fatal(err)
	}
	defer res.Close()
	senders, err := goshawk.Collect[sender](res)
	if err != nil {
		log.Fatal(err)
	}
	for _, s := range senders {
		fmt.Printf("%s: %d mails to %d people\n", s.Domain, s.Mails, len(s.Recipients))
	}
}
