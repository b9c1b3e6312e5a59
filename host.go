package goshawk

import (
	"fmt"
	"strings"

	"github.com/goshawk-lang/goshawk/ast/kql"
	"github.com/goshawk-lang/goshawk/bind"
	"github.com/goshawk-lang/goshawk/functions"
	"github.com/goshawk-lang/goshawk/parser"
	"github.com/goshawk-lang/goshawk/source"
)

// TableFunction is a Go function that gives KQL queries a table: called as
// F(arguments), or, when it takes rows, as T | invoke F(arguments).
type TableFunction = bind.TableFunction

// Parameter is a parameter of a [TableFunction].
type Parameter = bind.Parameter

// AddFunction gives KQL queries a scalar function, in place of one of the same name. Its
// implementations say its signature:
//
//	db.AddFunction(functions.Func{
//		KQL:  "asset_owner",
//		Impl: functions.Overloads{functions.Map1(func(host string) string { return owners[host] })},
//	})
//
// [functions.Map1] and its like work on a row at a time, an [functions.Overload]
// with a Kernel on columns.
func (e *Engine) AddFunction(f functions.Func) {
	for _, name := range strings.Fields(f.KQL) {
		e.addHost(name, &bind.HostFunction{Scalar: &f})
	}
}

// Locator knows where addresses are; package geoip opens databases of them.
type Locator = functions.Locator

// SetGeoIP tells where addresses are: what SPL's iplocation and KQL's
// geo_info_from_ip_address answer.
func (e *Engine) SetGeoIP(l Locator) {
	e.AddFunction(functions.GeoInfo(l))
	e.mu.Lock()
	defer e.mu.Unlock()
	e.geoip = l
}

// AddTableFunction gives KQL queries a function that gives a table, such as
// FileProfile, in place of one of the same name. Under the name of a plugin that
// is refused, such as sql_request, it is what evaluate calls.
func (e *Engine) AddTableFunction(f TableFunction) {
	e.addHost(f.Name, &bind.HostFunction{Table: &f})
}

// SavedFunction is a KQL function as a workspace keeps it.
type SavedFunction struct {
	Name string
	// Params are its parameters as in a declaration: "since:timespan = 1d, user:string".
	Params string
	// Body is its query, which may start with let statements.
	Body Text
}

// AddSavedFunction gives KQL queries a function written in KQL: a parser, or
// what a workspace saves under a name. Its text is parsed when a query first
// uses it, and the error of that query when it is wrong.
func (e *Engine) AddSavedFunction(f SavedFunction) {
	head := "let f = (" + f.Params + ") {\n"
	text := source.New(f.Body.Name, head+f.Body.Query+"\n}")
	text.Origins = []source.Origin{{Start: len(head), End: len(head) + len(f.Body.Query), From: f.Body.source()}}
	e.addHost(f.Name, &bind.HostFunction{Saved: func() (*bind.SavedFunction, error) {
		q, err := parser.KQL(text)
		if err != nil {
			return nil, err
		}
		if len(q.Statements) == 1 {
			if let, ok := q.Statements[0].(*kql.Let); ok {
				if def, ok := let.Value.(*kql.Func); ok {
					return &bind.SavedFunction{Def: def, Text: text}, nil
				}
			}
		}
		return nil, fmt.Errorf("%s: it is not the body of a function", f.Name)
	}})
}

func (e *Engine) addHost(name string, f *bind.HostFunction) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.functions[name] = f
}
