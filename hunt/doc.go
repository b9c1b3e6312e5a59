// Package hunt runs all rules of a pack over a folder of logs and reads every
// file once.
//
// It may import the facade, detections, readers, schemas, output and table.
// A hunt goes in three steps. Files are told apart: which table they are, or
// which events. Then each is read once: of every batch, each rule gets the rows
// that its own filters let through, in the columns it names. A rule that scans
// once runs meanwhile, so that only its own state is in memory. What the others
// want is kept: rows and columns that several want only once, packed, within a
// budget. Last, those run over what was kept for them.
//
//	pack, err := detections.Find(os.DirFS("rules"), ".")
//	res, err := hunt.Run(ctx, pack, os.DirFS("logs"), hunt.Options{})
//	for _, r := range res.Rules {
//		fmt.Println(r.Rule.Name, r.Hits)
//	}
package hunt
