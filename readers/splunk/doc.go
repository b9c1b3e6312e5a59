// Package splunk takes fields out of raw events as Splunk does at search time,
// told by Splunk's own configuration files: props.conf, transforms.conf,
// eventtypes.conf, tags.conf and transactiontypes.conf.
//
// It owns the files' syntax, which stanzas are for which event, and one
// extractor per kind of text; it may import package table only. What is an
// expression or a search of SPL stays text (see [Config.Knowledge]).
//
//	cfg, err := splunk.Load("my_addon/default", "my_addon/local")
//	props := cfg.Props("linux_audit", "", "")
//	props.Plan([]string{"type", "exe"}).Extract(event, sink)
//
// Beside Splunk's values, KV_MODE takes "wineventlog", "auditd" and "syslog":
// the extraction that add-ons spell with several transforms, without a regex.
package splunk
