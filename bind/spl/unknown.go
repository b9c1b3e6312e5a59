package spl

import (
	"context"
	"errors"

	"github.com/goshawk-lang/goshawk/plan"
	"github.com/goshawk-lang/goshawk/table"
)

// unknownSource stands for what is not bound in check mode: any field may be
// there.
type unknownSource struct{}

var errUnknownSource = errors.New("the search was only checked: its sources are not bound")

func (unknownSource) Schema() *table.Schema { return table.NewSchema() }

func (unknownSource) Open() bool { return true }

func (unknownSource) Scan(context.Context, table.ScanRequest) (table.Scanner, error) {
	return nil, errUnknownSource
}

func unknownRows(name string) plan.Node { return &plan.Scan{Name: name, Source: unknownSource{}} }
