package chart

import (
	"fmt"
	"strconv"
	"strings"
)

// properties are those that decide about columns and points; the others go
// straight into the chart.
type properties struct {
	xcolumn                     string
	ycolumns, series, anomalies []string
	accumulate, xtitle, ytitle  bool
}

func (c *Chart) properties(req Request) (p properties, err error) {
	for _, kv := range req.Properties {
		name, value := strings.ToLower(kv[0]), kv[1]
		switch name {
		case "title":
			c.Title = value
		case "xtitle":
			c.XTitle, p.xtitle = value, true
		case "ytitle":
			c.YTitle, p.ytitle = value, true
		case "xcolumn":
			p.xcolumn = value
		case "ycolumns":
			p.ycolumns = list(value)
		case "series":
			p.series = list(value)
		case "anomalycolumns":
			p.anomalies = list(value)
		case "accumulate":
			p.accumulate = strings.EqualFold(value, "true")
		case "legend":
			c.Legend = !strings.EqualFold(value, "hidden")
		case "xaxis":
			c.XLog = strings.EqualFold(value, "log")
		case "yaxis":
			c.YLog = strings.EqualFold(value, "log")
		case "ymin", "ymax":
			err = c.bound(name, value)
		case "kind":
			err = c.kind(strings.ToLower(req.Kind), strings.ToLower(value))
		case "ysplit":
			if !strings.EqualFold(value, "none") {
				c.note("ysplit=%s: all series share one y axis", value)
			}
		default:
			c.note("the property %s has no effect", kv[0])
		}
		if err != nil {
			return p, err
		}
	}
	return p, nil
}

func (c *Chart) bound(name, value string) error {
	n, err := strconv.ParseFloat(value, 64)
	if err != nil {
		return fmt.Errorf("%s=%s: not a number", name, value)
	}
	if name == "ymin" {
		c.YMin = n
	} else {
		c.YMax = n
	}
	return nil
}

// kind is the property of that name, which further describes a kind of chart.
func (c *Chart) kind(chart, value string) error {
	stackable := c.Form == Areas || c.Form == Columns || c.Form == Bars
	switch {
	case value == "default", value == "unstacked" && stackable, chart == "scatterchart" && value == "map", chart == "piechart" && value == "map":
		if value == "map" {
			return fmt.Errorf("a %s on a map is not drawn", chart)
		}
		if value == "unstacked" {
			c.Stack = Unstacked
		}
	case value == "stacked" && stackable:
		c.Stack = Stacked
	case value == "stacked100" && stackable:
		c.Stack = Stacked100
	default:
		return fmt.Errorf("a %s has no kind %s", chart, value)
	}
	return nil
}

func list(s string) []string {
	var out []string
	for _, part := range strings.Split(s, ",") {
		if part = strings.TrimSpace(part); part != "" {
			out = append(out, part)
		}
	}
	return out
}
