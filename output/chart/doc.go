// Package chart draws results as pictures: in a terminal, as SVG and as a page
// of HTML.
//
// What to draw is said as KQL's render operator says it: a kind with
// properties. Which column is the x axis, which are the values and which name
// the series follows the operator's manual page,
// https://learn.microsoft.com/kusto/query/render-operator, and is decided by
// New; the drawings know no columns any more, only series of points.
//
//	c, err := chart.New(chart.Request{Kind: "timechart"}, batch)
//	err = c.SVG(w)
//
// The same rows give the same bytes. Text from the data is escaped, and control
// characters in it are spelled out. It imports table and output.
package chart
