// Command goshawk runs KQL and SPL detections over local files.
//
//	goshawk query -d EmailEvents=events.ndjson 'EmailEvents | summarize count() by SenderFromDomain'
//	goshawk run rule.yaml -d EmailEvents=events.ndjson
//
// Results go to standard output, everything else to standard error. The exit
// code is 0 when all went well, 1 when a query failed, 2 on wrong usage.
package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/signal"
	"reflect"
	"runtime/debug"
	"strings"
	_ "time/tzdata" // zones are known where the machine has no copy of the database

	"github.com/alecthomas/kong"
)

// commands are the subcommands with their flags.
type commands struct {
	Query  queryCommand  `cmd:"" help:"Run one query."`
	Run    runCommand    `cmd:"" help:"Run a rule file as published."`
	Batch  batchCommand  `cmd:"" help:"Run queries given as JSON lines on standard input."`
	Test   testCommand   `cmd:"" help:"Run the tests of rules."`
	Check  checkCommand  `cmd:"" help:"Parse and bind queries and rules without data."`
	Hunt   huntCommand   `cmd:"" help:"Run a folder of rules over a folder of logs, reading each file once."`
	Schema schemaCommand `cmd:"" help:"List the known tables, or the columns of some."`
	Repl   replCommand   `cmd:"" help:"Ask queries interactively."`

	Version versionFlag `help:"Print the version."`
}

// versionFlag prints which program this is, and ends it.
type versionFlag bool

// BeforeReset implements kong's hook of that name.
func (versionFlag) BeforeReset(app *kong.Kong) error {
	fmt.Fprintln(app.Stdout, build())
	app.Exit(0)
	return nil
}

// grammar is the part of commands that a command line can mean: the one that
// it names first, or all of them. Reading the flags of a command out of its
// struct takes longer than most commands on a small file.
func grammar(args []string) any {
	all := reflect.TypeFor[commands]()
	if len(args) > 0 {
		for field := range all.Fields() {
			if _, named := field.Tag.Lookup("cmd"); named && args[0] == strings.ToLower(field.Name) {
				return reflect.New(reflect.StructOf([]reflect.StructField{field})).Interface()
			}
		}
	}
	return reflect.New(all).Interface()
}

// command is what every subcommand is.
type command interface {
	Run(ctx context.Context, std streams) error
}

// streams are where a command reads and writes, so that tests can stand in.
type streams struct {
	in       io.Reader
	out, err io.Writer
}

// collectAt is how much garbage, in percent of what is alive, the command lets
// gather: a run that streams keeps little alive, so collecting as often as Go
// does by default costs time for no memory worth having. GOGC overrules it.
const collectAt = 300

func main() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(collectAt)
	}
	useHugePages()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	os.Exit(execute(ctx, os.Args[1:], streams{os.Stdin, os.Stdout, os.Stderr}))
}

// execute runs one command line and gives its exit code.
func execute(ctx context.Context, args []string, std streams) (code int) {
	exited := -1
	parser, err := kong.New(grammar(args),
		kong.Name("goshawk"),
		kong.Description("Runs published KQL and SPL detections over local log data."),
		kong.Writers(std.out, std.err),
		kong.Exit(func(code int) { exited = code }),
		kong.UsageOnError(),
	)
	if err != nil {
		fmt.Fprintln(std.err, "goshawk:", err)
		return 2
	}
	k, err := parser.Parse(args)
	if exited >= 0 { // by the help flag, whatever else is wrong with the line
		return exited
	}
	if err != nil {
		fmt.Fprintln(std.err, "goshawk:", err)
		return 2
	}
	// Called as it is: kong would find the method, and what to give it, by reflection.
	if err := k.Selected().Target.Addr().Interface().(command).Run(ctx, std); err != nil {
		return report(std.err, err)
	}
	return 0
}
