// Package report holds what a run over rules found, and writes it in the
// formats that build servers and people read: JUnit XML, SARIF 2.1.0, Markdown,
// JSON with a published schema, and GitHub's workflow commands.
//
// It imports nothing of this module, so that tests, checks and programs that
// embed the library can all fill it in.
//
//	r := &report.Report{Command: "test", Rules: rules}
//	err := report.Write(os.Stdout, "junit", r)
//
// The same report gives the same bytes; times are written only where they are
// set (see [Report.WithoutTimes]).
package report
