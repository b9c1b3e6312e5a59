// Package detections runs rule files as published: Sentinel YAML (a KQL
// query) and Splunk ESCU YAML (an SPL search with macros, drilldown searches
// and risk findings).
//
//	rule, err := detections.Load("rule.yml")
//	db := goshawk.New()
//	detections.AddMacros(db, "macros/")
//	query, err := rule.Compile(db)
//	res, err := query.Table(ctx)
//	findings, err := rule.Findings(res)
//
// Find and RunTests find the rules of folders with their tests, and run them.
package detections
