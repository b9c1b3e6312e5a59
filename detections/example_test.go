package detections_test

import (
	"context"
	"fmt"
	"os"
	"testing/fstest"

	"github.com/goshawk-lang/goshawk/detections"
	"github.com/goshawk-lang/goshawk/detections/report"
)

// A program that keeps rules somewhere else than in files tests them as the
// command does: anything that is an fs.FS will do.
func ExampleRunTests() {
	rules := fstest.MapFS{
		"admins.kql":       {Data: []byte("AuditLogs\n| where Role == 'Global Administrator'\n| where Actor !endswith '@meridian.example'")},
		"admins.test.yaml": {Data: []byte("cases:\n- name: an outsider\n  tables: {AuditLogs: [{Role: Global Administrator, Actor: eve@meridian.example}]}\n  expect: some\n")},
	}
	pack, err := detections.Find(rules, ".")
	if err != nil {
		panic(err)
	}
	rep, err := detections.RunTests(context.Background(), pack, detections.TestOptions{})
	if err != nil {
		panic(err)
	}
	fmt.Println(rep.Status())
	report.Write(os.Stdout, "github", rep)
	// Output:
	// failed
	// ::notice file=admins.kql,line=1,col=1,title=half-tested::the rule has no negative sample: it may hit everything
	// ::error file=admins.kql,line=3,col=3,endColumn=44,title=test an outsider::no rows instead of at least 1%0Aexpected: at least 1 row%0Agot:      no rows%0Arows  line  stage%0A   1     1  AuditLogs%0A   1     2  where Role == 'Global Administrator'%0A   0     3  where Actor !endswith '@meridian.example'   <- no rows from here on%0A1 row came to that stage; none of the rows meets its condition:%0A  * fails for 1 of 1: Actor !endswith '@meridian.example'%0Anearest row, which fails those marked *:%0A  Actor  eve@meridian.example%0A  Role   Global Administrator
}
