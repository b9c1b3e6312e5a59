// Package hunt runs all rules of a pack over a folder of logs and reads every
// file once.
//
// It may import the facade, detections, readers, schemas, output and table.
// A hunt goes in three steps. Files are told apart: which table they are, or
// which events. Then each is read once: of every batch, each rule keeps the
// rows that its own filters let through, in the columns it names, so that what
// is in memory is bounded by what rules are looking for, not by the logs. Last,
// every rule runs over what it kept.
//
//	pack, err := detections.Find(os.DirFS("rules"), ".")
//	res, err := hunt.Run(ctx, pack, os.DirFS("logs"), hunt.Options{})
//	for _, r := range res.Rules {
//		fmt.Println(r.Rule.Name, r.Hits)
//	}
package hunt
