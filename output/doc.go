// Package output writes results as text: an aligned table, JSON, NDJSON, CSV
// or Markdown.
//
// WriteTable draws a table as people look at it, by the width of a terminal.
//
// Values in JSON: integers and reals as numbers (NaN and the infinities as
// strings), decimals and guids as strings, datetimes as ISO 8601 in UTC with up
// to seven decimals, timespans as [-][d.]hh:mm:ss[.fffffff], dynamic values as
// JSON, lists as arrays, null as null.
package output
