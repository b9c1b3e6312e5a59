package readers

import (
	"encoding/json"
	"maps"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/goshawk-lang/goshawk/readers/splunk"
	"github.com/goshawk-lang/goshawk/table"
)

const sysmonXML = `<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System><Provider Name='Microsoft-Windows-Sysmon' Guid='{5770385F-C22A-43E0-BF4C-06F5698FFBD9}'/><EventID>1</EventID><Version>5</Version><Level>4</Level><TimeCreated SystemTime='2026-03-01T10:11:12.500000000Z'/><EventRecordID>77</EventRecordID><Correlation/><Execution ProcessID='2048' ThreadID='3100'/><Channel>Microsoft-Windows-Sysmon/Operational</Channel><Computer>ws1.corp.example</Computer><Security UserID='S-1-5-18'/></System><EventData><Data Name='RuleName'>-</Data><Data Name='ProcessId'>4711</Data><Data Name='Image'>C:\Windows\System32\cmd.exe</Data><Data Name='CommandLine'>cmd.exe /c &quot;a &gt; b&quot;</Data><Data Name='User'>CORP\bob</Data><Data Name='ParentImage'>C:\Windows\explorer.exe</Data><Data Name='Empty'></Data></EventData></Event>`

const securityXML = `<Event xmlns="http://schemas.microsoft.com/win/2004/08/events/event">
  <System>
    <Provider Name="Microsoft-Windows-Security-Auditing" Guid="{54849625-5478-4994-A5BA-3E3B0328C30D}" />
    <EventID Qualifiers="0">4688</EventID>
    <TimeCreated SystemTime="2026-03-01T10:11:13Z" />
    <Channel>Security</Channel>
    <Computer>dc1.corp.example</Computer>
  </System>
  <EventData>
    <Data Name="SubjectUserName">alice</Data>
    <Data Name="NewProcessName">C:\Temp\x.exe</Data>
  </EventData>
</Event>`

const userDataXML = `<Event xmlns='x'><System><EventID>1102</EventID><TimeCreated SystemTime='2026-03-01T10:11:14Z'/><Channel>Security</Channel></System><UserData><LogFileCleared xmlns='y'><SubjectUserName>mallory</SubjectUserName></LogFileCleared></UserData></Event>`

const securityText = `03/01/2026 10:11:12 AM
LogName=Security
EventCode=4624
EventType=0
ComputerName=dc1.corp.example
RecordNumber=9
Keywords=Audit Success
Message=An account was successfully logged on.

Subject:
	Security ID:		S-1-5-18
	Account Name:		DC1$

New Logon:
	Account Name:		bob
	Source Network Address:	10.0.0.5
03/01/2026 10:11:13 PM
LogName=System
EventCode=7045
Message=A service was installed in the system.

Service Name:  evil
`

const auditText = `type=SYSCALL msg=audit(1772359872.123:4242): arch=c000003e syscall=59 success=yes exit=0 a0=7ffd exe="/usr/bin/curl" comm="curl" key="exec"
type=PROCTITLE msg=audit(1772359872.123:4242): proctitle=6375726C002D73004578616D706C65
type=USER_LOGIN msg=audit(1772359873.000:4243): pid=1 uid=0 msg='op=login acct="root" exe="/usr/sbin/sshd" hostname=? addr=10.1.1.1 terminal=ssh res=failed'
`

const zeekText = "#separator \\x09\n#set_separator\t,\n#empty_field\t(empty)\n#unset_field\t-\n#path\tconn\n#fields\tts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tservice\ttunnel_parents\n#types\ttime\tstring\taddr\tport\taddr\tstring\tset[string]\n1772359872.250000\tCx1\t10.0.0.1\t50000\t8.8.8.8\t-\t(empty)\n1772359873.000000\tCx2\t10.0.0.2\t50001\t\"odd\tdns\t-\n#close\t2026-03-01\n"

// formatTests hold one file of every kind with what some of its fields are.
var formatTests = []struct {
	name, file, text string
	opts             EventOptions
	columns          []string
	rows             []string
}{
	{"windows xml, detected", "x.xml", "<?xml version='1.0'?>\n<Events>" + sysmonXML + "\n" + securityXML + userDataXML + "</Events>\n", EventOptions{},
		[]string{"_time", "sourcetype", "source", "EventID", "EventCode", "Computer", "dest", "process", "process_name", "user", "SubjectUserName", "src_user", "UserID", "SystemTime", "Empty", "ProcessID"},
		[]string{
			`{"_time":1772359872.5,"sourcetype":"XmlWinEventLog","source":"XmlWinEventLog:Microsoft-Windows-Sysmon/Operational","EventID":"1","EventCode":"1","Computer":"ws1.corp.example","dest":"ws1.corp.example","process":"cmd.exe /c \"a > b\"","process_name":"cmd.exe","user":"CORP\\bob","SubjectUserName":null,"src_user":null,"UserID":"S-1-5-18","SystemTime":"2026-03-01T10:11:12.500000000Z","ProcessID":"2048"}`,
			`{"_time":1772359873,"sourcetype":"XmlWinEventLog","source":"XmlWinEventLog:Security","EventID":"4688","EventCode":"4688","Computer":"dc1.corp.example","dest":"dc1.corp.example","process":null,"process_name":"x.exe","user":null,"SubjectUserName":"alice","src_user":"alice","UserID":null,"SystemTime":"2026-03-01T10:11:13Z","ProcessID":null}`,
			`{"_time":1772359874,"sourcetype":"XmlWinEventLog","source":"XmlWinEventLog:Security","EventID":"1102","EventCode":"1102","Computer":null,"dest":null,"process":null,"process_name":null,"user":null,"SubjectUserName":"mallory","src_user":"mallory","UserID":null,"SystemTime":"2026-03-01T10:11:14Z","ProcessID":null}`,
		}},
	{"linux sysmon in syslog", "x.log", "Mar  1 10:11:12 lx1 sysmon: <Event><System><Provider Name=\"Linux-Sysmon\"/><EventID>1</EventID><TimeCreated SystemTime=\"2026-03-01T10:11:12.5Z\"/><Channel>Linux-Sysmon/Operational</Channel><Computer>lx1</Computer></System><EventData><Data Name=\"Image\">/usr/bin/id</Data></EventData></Event>\n",
		EventOptions{Sourcetype: "sysmon:linux"}, []string{"_time", "source", "EventCode", "process_name", "dest"},
		[]string{`{"_time":1772359872.5,"source":"Syslog:Linux-Sysmon/Operational","EventCode":"1","process_name":"id","dest":"lx1"}`}},
	{"windows text", "x.txt", securityText, EventOptions{},
		[]string{"_time", "source", "EventCode", "Account_Name", "src_ip", "Security_ID", "dest", "Service_Name", "signature_id"},
		[]string{
			`{"_time":1772359872,"source":"WinEventLog:Security","EventCode":"4624","Account_Name":["DC1$","bob"],"src_ip":"10.0.0.5","Security_ID":"S-1-5-18","dest":"dc1.corp.example","Service_Name":null,"signature_id":"4624"}`,
			`{"_time":1772403073,"source":"WinEventLog:System","EventCode":"7045","Account_Name":null,"src_ip":null,"Security_ID":null,"dest":null,"Service_Name":"evil","signature_id":"7045"}`,
		}},
	{"key=value", "x.log", `2026-03-01T10:11:12Z act="b c", n=7;path='/x y' n=8 q="a \" b" e=` + "\n", EventOptions{},
		[]string{"_time", "act", "n", "path", "q", "e"},
		[]string{`{"_time":1772359872,"act":"b c","n":"7","path":"/x y","q":"a \\\" b"}`}},
	{"syslog 3164", "x.log", "<34>Mar  1 10:11:12 fw1 sshd[99]: Failed password user=root\n", EventOptions{Year: 2026},
		[]string{"_time", "sourcetype", "host", "process", "pid", "user", "facility", "severity_id"},
		[]string{`{"_time":1772359872,"sourcetype":"syslog","host":"fw1","process":"sshd","pid":"99","user":"root","facility":"4","severity_id":"2"}`}},
	{"syslog 5424", "x.log", `<165>1 2026-03-01T10:11:12.003Z h.example app 42 ID47 [ex@1 iut="3" s="a\"b\]"][x@2 y="1"] k=v` + "\n", EventOptions{Sourcetype: "syslog"},
		[]string{"_time", "host", "app_name", "pid", "msgid", "ex@1.iut", "ex@1.s", "x@2.y", "k"},
		[]string{`{"_time":1772359872.003,"host":"h.example","app_name":"app","pid":"42","msgid":"ID47","ex@1.iut":"3","ex@1.s":"a\"b]","x@2.y":"1","k":"v"}`}},
	{"auditd", "audit.log", auditText, EventOptions{},
		[]string{"_time", "type", "event_id", "exe", "proctitle", "acct", "addr", "success"},
		[]string{
			`{"_time":1772359872.123,"type":"SYSCALL","event_id":"4242","exe":"/usr/bin/curl","proctitle":null,"acct":null,"addr":null,"success":"yes"}`,
			`{"_time":1772359872.123,"type":"PROCTITLE","event_id":"4242","exe":null,"proctitle":"6375726C002D73004578616D706C65","acct":null,"addr":null,"success":null}`,
			`{"_time":1772359873,"type":"USER_LOGIN","event_id":"4243","exe":"/usr/sbin/sshd","proctitle":null,"acct":"root","addr":"10.1.1.1","success":null}`,
		}},
	{"zeek", "conn.log", zeekText, EventOptions{},
		[]string{"_time", "uid", "src_ip", "service", "id.resp_h", "tunnel_parents"},
		[]string{
			`{"_time":1772359872.25,"uid":"Cx1","src_ip":"10.0.0.1","service":null,"id.resp_h":"8.8.8.8"}`,
			`{"_time":1772359873,"uid":"Cx2","src_ip":"10.0.0.2","service":"dns","id.resp_h":"\"odd"}`,
		}},
	{"csv by source type", "x.dat", "time;x,b\n1,2\n", EventOptions{Sourcetype: "csv"}, []string{"time;x", "b"}, []string{`{"time;x":"1","b":"2"}`}},
	{"cloudtrail", "x.json", `{"Records":[{"eventTime":"2026-03-01T10:11:12Z","eventName":"GetUser","sourceIPAddress":"1.2.3.4","requestParameters":{"userName":"u"}}]}`, EventOptions{Sourcetype: "aws:cloudtrail"},
		[]string{"_time", "eventName", "src", "src_ip", "object"}, []string{`{"_time":1772359872,"eventName":"GetUser","src":"1.2.3.4","src_ip":"1.2.3.4","object":"u"}`}},
	{"message trace", "x.ndjson", `{"Received":"2026-03-01T10:11:12.5","SenderAddress":"a@x","RecipientAddress":"b@y","Status":"Delivered","Size":7,"Subject":"s","MessageId":"<1>"}`, EventOptions{Sourcetype: "o365:reporting:messagetrace"},
		[]string{"_time", "src_user", "recipient", "status_code", "size", "subject", "message_id"},
		[]string{`{"_time":1772359872.5,"src_user":"a@x","recipient":"b@y","status_code":"Delivered","size":"7","subject":"s","message_id":"<1>"}`}},
	{"azure ad", "x.json", `{"records":[{"time":"2026-03-01T10:11:12Z","operationName":"Sign-in activity","properties":{"userPrincipalName":"u@x"},"callerIpAddress":"9.9.9.9"}]}`, EventOptions{Sourcetype: "azure:monitor:aad"},
		[]string{"_time", "properties.userPrincipalName", "src_ip"}, []string{`{"_time":1772359872,"properties.userPrincipalName":"u@x","src_ip":"9.9.9.9"}`}},
	{"web access", "x.log", `1.2.3.4 - bob [01/Mar/2026:10:11:12 +0000] "GET /a?q=1 HTTP/1.1" 200 12 "-" "curl/8"` + "\n", EventOptions{Sourcetype: "access_combined"},
		[]string{"_time", "clientip", "status", "uri_path", "uri_query", "useragent", "http_method"},
		[]string{`{"_time":1772359872,"clientip":"1.2.3.4","status":"200","uri_path":"/a","uri_query":"q=1","useragent":"curl/8","http_method":"GET"}`}},
	{"raw text in records", "x.ndjson", `{"_raw":"type=LOGIN msg=audit(1772359872.5:1): pid=3","sourcetype":"linux:audit","host":"h"}
{"_raw":"<Event><System><EventID>5</EventID><Channel>Security</Channel></System></Event>","sourcetype":"XmlWinEventLog"}
{"_time":7,"RecipientAddress":"r@x","sourcetype":"o365:reporting:messagetrace"}`, EventOptions{},
		[]string{"_time", "pid", "EventCode", "recipient", "source"},
		[]string{
			`{"_time":1772359872.5,"pid":"3","EventCode":null,"recipient":null,"source":"T"}`,
			`{"_time":null,"pid":null,"EventCode":"5","recipient":null,"source":"XmlWinEventLog:Security"}`,
			`{"_time":7,"pid":null,"EventCode":null,"recipient":"r@x","source":"T"}`,
		}},
}

func TestEventFormats(t *testing.T) {
	for _, tt := range formatTests {
		t.Run(tt.name, func(t *testing.T) {
			for _, size := range []int{0, 1, 300} {
				src := open(t, tt.file, tt.text, Options{Name: "T", Events: &tt.opts, ChunkBytes: size})
				b, report := readAll(t, src, table.ScanRequest{Columns: tt.columns})
				require.Equal(t, fieldsOf(t, tt.rows), fieldsOf(t, show(b)))
				require.Empty(t, report.Problems)
			}
		})
	}
}

// fieldsOf are the rows' fields, in any order and without nulls.
func fieldsOf(t *testing.T, rows []string) []map[string]any {
	out := make([]map[string]any, len(rows))
	for i, row := range rows {
		require.NoError(t, json.Unmarshal([]byte(row), &out[i]))
		maps.DeleteFunc(out[i], func(_ string, v any) bool { return v == nil })
	}
	return out
}

// What a pruned scan finds is what a full one finds, in pieces of any size.
func TestEventFormatsPruned(t *testing.T) {
	for _, tt := range formatTests {
		t.Run(tt.name, func(t *testing.T) {
			src := open(t, tt.file, tt.text, Options{Name: "T", Events: &tt.opts})
			full, _ := readAll(t, src, everything)
			small := open(t, tt.file, tt.text, Options{Name: "T", Events: &tt.opts, ChunkBytes: 64, plain: true})
			pieces, _ := readAll(t, small, everything)
			require.Equal(t, fieldsOf(t, show(full)), fieldsOf(t, show(pieces)))
			for _, name := range full.Schema().Names() {
				one, _ := readAll(t, src, table.ScanRequest{Columns: []string{name}})
				require.Equal(t, []string{name}, one.Schema().Names())
				for i := range full.Len() {
					require.Equal(t, full.Column(name).Value(i), one.Col(0).Value(i), "%s of event %d", name, i)
				}
			}
		})
	}
}

func TestEventFormatProblems(t *testing.T) {
	for _, tt := range []struct {
		name, file, text, sourcetype string
		want                         []string
		lines                        []int64
	}{
		{"xml cut off", "x.xml", "<Event><System><EventID>1</EventID></System>\n<Event><System><EventID>2</EventID></System></Event>\n", "",
			[]string{`{"_raw":"<Event><System><EventID>1</EventID></System>","EventID":"1"}`, `{"_raw":"<Event><System><EventID>2</EventID></System></Event>","EventID":"2"}`}, []int64{1}},
		{"auditd without head", "x.log", "type=A msg=audit(1.0:1): EventID=1\nEventID=7 broken\n", "linux_audit",
			[]string{`{"_raw":"type=A msg=audit(1.0:1): EventID=1","EventID":"1"}`, `{"_raw":"EventID=7 broken","EventID":"7"}`}, []int64{2}},
		{"ragged zeek", "x.log", "#fields\tEventID\tb\n1\t2\n3\n", "",
			[]string{`{"_raw":"1\t2","EventID":"1"}`, `{"_raw":"3","EventID":"3"}`}, []int64{3}},
		{"syslog without head", "x.log", "nothing EventID=1\n", "syslog", []string{`{"_raw":"nothing EventID=1","EventID":"1"}`}, []int64{1}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			opts := Options{Name: "T", Events: &EventOptions{Sourcetype: tt.sourcetype}}
			rows, _, report := scanInput(t, tt.file, tt.text, opts, table.ScanRequest{Columns: []string{"_raw", "EventID"}})
			require.Equal(t, tt.want, rows)
			require.EqualValues(t, len(tt.lines), report.Uneven)
			for i, line := range tt.lines {
				require.Equal(t, line, report.Problems[i].Line)
			}
			opts.Strict = true
			src := open(t, tt.file, tt.text, opts)
			_, err := readStrict(t, src)
			require.Error(t, err)
		})
	}
}

func readStrict(t *testing.T, src table.Source) ([]*table.Batch, error) {
	scan, err := src.Scan(t.Context(), everything)
	require.NoError(t, err)
	defer scan.Close()
	c, err := scan.Next(t.Context())
	if err != nil {
		return nil, err
	}
	b, _, err := c.Read(t.Context())
	return b, err
}

func TestEventConfig(t *testing.T) {
	cfg, err := splunk.Parse(map[string]string{
		"props": `
[app]
LINE_BREAKER = ([\r\n]+)(?=BEGIN)
TIME_PREFIX = at=
TIME_FORMAT = %d.%m.%Y %H:%M:%S,%3N
TZ = Europe/Berlin
EXTRACT-id = id=(?<id>\d+)
REPORT-kv = app_kv, app_list
FIELDALIAS-a = id AS first id ASNEW second
KV_MODE = none
[source::/var/*/x.log]
EXTRACT-late = (?<late>\w+)$
`,
		"transforms": `
[app_kv]
REGEX = \{(\w+)~(?!no)([^}]*)\}
FORMAT = $1::$2
MV_ADD = true
[app_list]
SOURCE_KEY = list
DELIMS = "|"
FIELDS = one, two
`,
	})
	require.NoError(t, err)
	require.Empty(t, cfg.Warnings())
	text := "BEGIN at=01.03.2026 11:11:12,250 id=7\n {a b~1} {k~1}{k~2}{k~no} {list~x|y z} {second~own}\nBEGIN id=8 end\n"
	opts := Options{Name: "T", Events: &EventOptions{Sourcetype: "app", Source: "/var/log/x.log", Config: cfg}}
	b, report := readAll(t, open(t, "x.log", text, opts), table.ScanRequest{Columns: []string{"_time", "id", "k", "one", "two", "first", "second", "late"}})
	require.Empty(t, report.Problems)
	require.Equal(t, fieldsOf(t, []string{
		`{"_time":1772359872.25,"id":"7","k":["1","2"],"one":"x","two":"y z","first":"7","second":"own"}`,
		`{"_time":null,"id":"8","k":null,"one":null,"two":null,"first":"8","second":"8","late":"end"}`,
	}), fieldsOf(t, show(b)))
}
