package gen

import (
	"fmt"
	"math"
	"math/rand/v2"
	"sort"
	"strings"
	"time"
)

// story is one mail: sent, traced, perhaps deleted. hit says whether the
// detection finds it, once for each of its recipients outside.
type story struct {
	send, del Event
	traces    []Event
	sends     int // how many copies of the send event
	hit       bool
}

const (
	tenant     = "meridian.onmicrosoft.com"
	storyKinds = 28
)

func newStory(r *rand.Rand, i int) *story {
	user := fmt.Sprintf("user%06d@%s", i, tenant)
	id := fmt.Sprintf("<mail%06d@meridian.example>", i)
	at := hour(i) + int64(r.IntN(1200))
	s := &story{sends: 1, hit: true}
	subject := fmt.Sprintf("%s %d", []string{"Plan", "Budget for März", `Re: "draft"`, `back\slash`, "<final>"}[r.IntN(5)], i)
	s.send = Event{Time: at, Sourcetype: Management, Fields: map[string]string{
		"Operation": "Send", "Workload": "Exchange", "UserId": user, "MailboxOwnerUPN": user, "ClientInfoString": "Client=OWA;Mozilla/5.0",
		"Item.InternetMessageId": id, "Item.Subject": subject, "Item.SizeInBytes": fmt.Sprint(1000 + r.IntN(5_000_000)), "Item.ParentFolder.Path": `\Drafts`,
	}}
	s.del = Event{Time: at + 60 + int64(r.IntN(1200)), Sourcetype: Management, Fields: map[string]string{
		"Operation": "HardDelete", "Workload": "Exchange", "UserId": user, "MailboxOwnerUPN": user, "ClientInfoString": "Client=OWA;Mozilla/5.0",
		"AffectedItems{}.InternetMessageId": id, "AffectedItems{}.Subject": subject, "Folder.Path": `\Sent Items`,
	}}
	s.trace(fmt.Sprintf("friend%d@elsewhere.example", r.IntN(50)))
	return s
}

// trace adds a message trace to a recipient.
func (s *story) trace(recipient string) {
	s.traces = append(s.traces, Event{Time: s.send.Time + 4, Sourcetype: MessageTrace, Fields: map[string]string{
		"Organization": tenant, "MessageId": s.send.Fields["Item.InternetMessageId"], "SenderAddress": s.send.Fields["UserId"],
		"RecipientAddress": recipient, "Subject": s.send.Fields["Item.Subject"], "Status": "Delivered", "Size": "40960",
	}})
}

// tell makes the story one of the kinds that the search tells apart: the first
// fourteen are found, the others are not.
func (s *story) tell(r *rand.Rand, kind int) {
	send, del, trace := s.send.Fields, s.del.Fields, s.traces[0].Fields
	begin := s.send.Time - s.send.Time%3600
	s.hit = kind < 14
	switch kind {
	case 1: // The first and the last second of one clock hour.
		s.send.Time, s.del.Time = begin, begin+3599
	case 2: // Several recipients, one of them inside.
		s.trace("second@partner.example")
		s.trace("colleague@" + tenant)
	case 3:
		send["Operation"], send["SendAsUserSmtp"] = "SendAs", "Boss@"+tenant
	case 4:
		send["Operation"], send["SendOnBehalfOfUserSmtp"] = "SendOnBehalf", "Sales@"+tenant
	case 5: // Addresses and ids differ in case only.
		send["UserId"], trace["SenderAddress"] = strings.ToUpper(send["UserId"]), strings.ToUpper(trace["SenderAddress"][:4])+trace["SenderAddress"][4:]
		trace["MessageId"], trace["RecipientAddress"] = strings.ToUpper(trace["MessageId"]), strings.ToUpper(trace["RecipientAddress"])
	case 6: // Search values match in any case.
		trace["Status"], del["Folder.Path"], del["Workload"] = "delivered", `\SENT ITEMS`, "exchange"
	case 7:
		del["Folder.Path"] = `\Recoverable Items\Deletions`
	case 8: // Several attachments have sizes each, and so no one size.
		send["Item.Attachments"] = "plan.docx (1048576b); budget.xlsx (524288b)"
		del["AffectedItems{}.Attachments"] = "plan.docx (1048576b); budget.xlsx (524288b)"
	case 9: // One attachment's size counts for the deletion.
		send["Item.Attachments"], del["AffectedItems{}.Attachments"] = "list.xlsx (2097152b)", "list.xlsx (2097152b)"
	case 10: // Fields that may be missing.
		delete(send, "MailboxOwnerUPN")
		delete(send, "ClientInfoString")
		delete(send, "Item.SizeInBytes")
	case 11: // Blanks around a subject are trimmed.
		send["Item.Subject"] = send["Item.Subject"] + "  "
	case 12: // The same event twice.
		s.sends = 2
	case 13: // The same trace twice makes two rows of the join, in one group.
		s.trace(trace["RecipientAddress"])
	default:
		s.miss(kind, begin)
	}
}

// miss makes the story one that just fails.
func (s *story) miss(kind int, begin int64) {
	send, del, trace := s.send.Fields, s.del.Fields, s.traces[0].Fields
	switch kind {
	case 14: // The next clock hour.
		s.send.Time, s.del.Time = begin+3599, begin+3600
	case 15: // Deleted before it was sent, or in the same second.
		s.send.Time, s.del.Time = s.del.Time, s.send.Time
	case 16:
		s.del.Time = s.send.Time
	case 17: // Inside, by the tenant's name anywhere in the address.
		trace["RecipientAddress"] = "Colleague@Meridian.example"
	case 18:
		trace["Status"] = "Failed"
	case 19:
		del["Operation"] = "SoftDelete"
	case 20:
		del["Folder.Path"] = `\Drafts`
	case 21:
		del["UserId"] = "other." + del["UserId"]
	case 22:
		trace["MessageId"] = "<other" + trace["MessageId"][1:]
	case 23: // Subjects that differ in case, or are not there.
		del["AffectedItems{}.Subject"] = strings.ToUpper(del["AffectedItems{}.Subject"])
	case 24:
		delete(send, "Item.Subject")
		delete(del, "AffectedItems{}.Subject")
	case 25: // Send* finds it, but the evaluation knows only three spellings.
		send["Operation"] = "send"
	case 26:
		send["Workload"] = "SharePoint"
	case 27: // A missing group field drops the row.
		delete(trace, "Organization")
	}
}

func (s *story) events() []Event {
	out := []Event{s.del}
	for range s.sends {
		out = append(out, s.send)
	}
	return append(out, s.traces...)
}

// hits are the rows that the story gives, one for each recipient outside.
func (s *story) hits() []*Hit {
	if !s.hit {
		return nil
	}
	byRecipient := map[string]*Hit{}
	var out []*Hit
	for _, t := range s.traces {
		recipient := strings.ToLower(t.Fields["RecipientAddress"])
		if strings.Contains(recipient, "meridian") {
			continue
		}
		h := byRecipient[recipient]
		if h == nil {
			h = s.row(recipient)
			byRecipient[recipient] = h
			out = append(out, h)
			continue
		}
		h.Count++
		if h.Size != nil {
			*h.Size += *s.size()
		}
	}
	return out
}

func (s *story) row(recipient string) *Hit {
	send, del := s.send.Fields, s.del.Fields
	sender := send["MailboxOwnerUPN"]
	for _, k := range []string{"SendOnBehalfOfUserSmtp", "SendAsUserSmtp"} {
		if send[k] != "" {
			sender = send[k]
		}
	}
	h := &Hit{
		Subject: strings.TrimSpace(send["Item.Subject"]), User: strings.ToLower(send["UserId"]), Recipient: recipient, Organization: tenant,
		Sender:    distinct(strings.ToLower(sender), strings.ToLower(del["MailboxOwnerUPN"])),
		Agent:     distinct(send["ClientInfoString"], del["ClientInfoString"]),
		Signature: distinct(send["Operation"], del["Operation"]),
		Size:      s.size(), First: clock(s.send.Time), Last: clock(s.del.Time), Count: 1,
	}
	h.Files = distinct(strings.Split(send["Item.Attachments"]+"; "+del["AffectedItems{}.Attachments"], "; ")...)
	return h
}

// size is the sum of file_size: the sent item's megabytes, and those of a
// deleted item's only attachment.
func (s *story) size() *float64 {
	var sum float64
	known := false
	var n float64
	if _, err := fmt.Sscan(s.send.Fields["Item.SizeInBytes"], &n); err == nil {
		for range s.sends {
			sum += megabytes(n)
		}
		known = true
	}
	files := s.del.Fields["AffectedItems{}.Attachments"]
	if _, size, ok := strings.Cut(files, " ("); ok && !strings.Contains(files, ";") {
		if _, err := fmt.Sscanf(size, "%fb)", &n); err == nil {
			sum += megabytes(n)
			known = true
		}
	}
	if !known {
		return nil
	}
	return &sum
}

func megabytes(bytes float64) float64 { return math.Round(bytes/1024/1024*100) / 100 }

func clock(t int64) string { return time.Unix(t, 0).UTC().Format("2006-01-02T15:04:05") }

// distinct are the texts without empty ones and repetitions, sorted.
func distinct(all ...string) []string {
	seen := map[string]bool{}
	var out []string
	for _, s := range all {
		if s != "" && !seen[s] {
			seen[s] = true
			out = append(out, s)
		}
	}
	sort.Strings(out)
	return out
}
