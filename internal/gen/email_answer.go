package gen

// EmailCase is one row of the first detection's answer: the four lists in the
// order of actions (hard, soft, junk, deleted items), each in input order.
type EmailCase struct {
	Recipient string
	Lists     [4][]string
}

// Sum is the row's Sum_case.
func (c *EmailCase) Sum() int {
	n := 0
	for _, l := range c.Lists {
		n += len(l)
	}
	return n
}

func text(p *string) string {
	if p == nil {
		return ""
	}
	return *p
}

// EmailAnswer is what the first detection finds in the rows, by recipient.
func EmailAnswer(rows []Email) map[string]*EmailCase {
	out := map[string]*EmailCase{}
	for i := range rows {
		e := &rows[i]
		if e.at.IsZero() || !e.at.After(Now.Add(-month)) {
			continue
		}
		for k, action := range actions {
			if text(e.Action) != action {
				continue
			}
			who := text(e.Recipient)
			if out[who] == nil {
				out[who] = &EmailCase{Recipient: who}
			}
			entry := text(e.Message) + `\` + e.at.UTC().Format("2006-01-02T15:04:05.0000000Z") + `\` + text(e.Subject)
			out[who].Lists[k] = append(out[who].Lists[k], entry)
		}
	}
	return out
}
