// Package hunt runs all rules of a pack over a folder of logs and reads every
// file once.
//
// It may import the facade, detections, readers, schemas, output and table.
// A hunt goes in three steps. Files are told apart: which table they are, or
// which events. Then each is read once: of every batch, each rule gets the rows
// that its own filters let through, in the columns it names. Columns by which no
// rule chooses rows are decoded where one looks at them, and where every rule
// chooses, records that none wants are left out by the scan. A rule that reads
// its sources once, in their order, runs meanwhile, so that only its own state is
// in memory. What the others want is kept: rows and columns that several want
// only once, packed, within a budget. Last, those run over what was kept for
// them; files are read again for rules whose rows did not fit.
//
//	pack, err := detections.Find(os.DirFS("rules"), ".")
//	res, err := hunt.Run(ctx, pack, os.DirFS("logs"), hunt.Options{})
//	for _, r := range res.Rules {
//		fmt.Println(r.Rule.Name, r.Hits)
//	}
package hunt
