package readers

import (
	"bytes"
	"context"
	"fmt"
	"testing"
)

const benchEvents = 100_000

func benchEventScan(b *testing.B, name string, data []byte, opts EventOptions, columns []string) {
	src, err := FromBytes(context.Background(), name, data, Options{Name: "T", Events: &opts})
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	b.ResetTimer()
	rows := 0
	for range b.N {
		rows += scanBench(b, src, columns)
	}
	if rows != b.N*benchEvents {
		b.Fatalf("%d rows", rows)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(rows), "ns/event")
}

func BenchmarkEventsO365(b *testing.B) {
	var text bytes.Buffer
	for i := range benchEvents {
		fmt.Fprintf(&text, `{"CreationTime":"2026-03-01T%02d:%02d:%02d","Id":"3f2b8c1a-%08d","Operation":"HardDelete","OrganizationId":"b7d1f0a2-0000-4000-8000-000000000001","RecordType":3,"ResultStatus":"Succeeded","UserKey":"10032001%06d","UserType":0,"Version":1,"Workload":"Exchange","ClientIP":"10.%d.%d.7","UserId":"user%d@contoso.example","ClientInfoString":"Client=OWA;Action=ViaProxy","ExternalAccess":false,"InternalLogonType":0,"LogonType":0,"MailboxGuid":"aa55aa55-1111-4222-8333-%012d","MailboxOwnerUPN":"user%d@contoso.example","OrganizationName":"contoso.onmicrosoft.com","AffectedItems":[{"Attachments":"a.png (2010b)","Id":"RgAAAA%d","InternetMessageId":"<m%d@contoso.example>","ParentFolder":{"Id":"LgAAAA","Path":"\\Sent Items"},"Subject":"report %d"}],"CrossMailboxOperation":false,"Folder":{"Id":"LgAAAB","Path":"\\Sent Items"}}`+"\n",
			i/3600%24, i/60%60, i%60, i, i%5000, i%250, i%200, i%5000, i%5000, i%5000, i, i, i%900)
	}
	benchEventScan(b, "x.ndjson", text.Bytes(), EventOptions{Sourcetype: "o365:management:activity"},
		[]string{"_time", "UserId", "Operation", "AffectedItems{}.Subject", "Folder.Path"})
}

func BenchmarkEventsWinXML(b *testing.B) {
	var text bytes.Buffer
	for i := range benchEvents {
		fmt.Fprintf(&text, `<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System><Provider Name='Microsoft-Windows-Sysmon' Guid='{5770385F-C22A-43E0-BF4C-06F5698FFBD9}'/><EventID>1</EventID><Version>5</Version><Level>4</Level><Task>1</Task><Opcode>0</Opcode><Keywords>0x8000000000000000</Keywords><TimeCreated SystemTime='2026-03-01T%02d:%02d:%02d.123456700Z'/><EventRecordID>%d</EventRecordID><Correlation/><Execution ProcessID='2048' ThreadID='3100'/><Channel>Microsoft-Windows-Sysmon/Operational</Channel><Computer>ws%d.corp.example</Computer><Security UserID='S-1-5-18'/></System><EventData><Data Name='RuleName'>-</Data><Data Name='UtcTime'>2026-03-01 10:11:12.123</Data><Data Name='ProcessGuid'>{f81d4fae-0000-0000-0000-%012d}</Data><Data Name='ProcessId'>%d</Data><Data Name='Image'>C:\Windows\System32\tool%d.exe</Data><Data Name='FileVersion'>10.0.1</Data><Data Name='Description'>Windows Command Processor</Data><Data Name='Product'>Microsoft Windows Operating System</Data><Data Name='Company'>Microsoft Corporation</Data><Data Name='OriginalFileName'>Cmd.Exe</Data><Data Name='CommandLine'>tool%d.exe /c echo %d</Data><Data Name='CurrentDirectory'>C:\Users\u\</Data><Data Name='User'>CORP\user%d</Data><Data Name='LogonGuid'>{f81d4fae-0000-0000-0000-000000000000}</Data><Data Name='LogonId'>0x3e7</Data><Data Name='TerminalSessionId'>1</Data><Data Name='IntegrityLevel'>Medium</Data><Data Name='Hashes'>MD5=8A2122E8162DBEF04694B9C3E0B6CDEE</Data><Data Name='ParentImage'>C:\Windows\explorer.exe</Data><Data Name='ParentCommandLine'>C:\Windows\Explorer.EXE</Data></EventData></Event>`+"\n",
			i/3600%24, i/60%60, i%60, i, i%300, i, i%9999, i%40, i%40, i, i%300)
	}
	opts := EventOptions{Sourcetype: "XmlWinEventLog"}
	for _, bench := range []struct {
		name    string
		columns []string
	}{
		{"fields", []string{"_time", "EventCode", "Computer", "CommandLine", "Image"}},
		{"cim", []string{"_time", "EventCode", "dest", "process", "process_name"}},
		{"count", nil},
	} {
		b.Run(bench.name, func(b *testing.B) { benchEventScan(b, "x.xml", text.Bytes(), opts, bench.columns) })
	}
}
