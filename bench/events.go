package bench

import (
	"bufio"
	"fmt"
	"io"
	"math/rand/v2"
	"time"
)

// RawEvents are the kinds of raw events that [GenerateEvents] makes: records
// of the Microsoft 365 management activity log as JSON, and process creations
// of Sysmon as XML, one a line.
var RawEvents = []string{"o365", "xmlwineventlog"}

// GenerateEvents writes raw events of a kind. What event i holds depends on
// the kind, the number of events and i.
func GenerateEvents(w io.Writer, kind string, events int) error {
	write := map[string]func(io.Writer, *rand.Rand, time.Time, int) error{"o365": activity, "xmlwineventlog": sysmon}[kind]
	if write == nil {
		return fmt.Errorf("bench: no events %q", kind)
	}
	out := bufio.NewWriterSize(w, 1<<20)
	r := rand.New(rand.NewPCG(uint64(len(kind)), 20260301))
	start := time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)
	for i := range events {
		at := start.Add(time.Duration(float64(30*24*time.Hour) * float64(i) / float64(events)))
		if err := write(out, r, at, i); err != nil {
			return err
		}
	}
	return out.Flush()
}

func activity(w io.Writer, r *rand.Rand, at time.Time, i int) error {
	who := r.IntN(5000)
	operation := []string{"MailItemsAccessed", "Send", "SoftDelete", "HardDelete", "MoveToDeletedItems", "UserLoggedIn", "FileAccessed"}[r.IntN(7)]
	_, err := fmt.Fprintf(w, `{"CreationTime":%q,"Id":"3f2b8c1a-%08x-%012d","Operation":%q,"OrganizationId":"b7d1f0a2-0000-4000-8000-000000000001","RecordType":3,"ResultStatus":"Succeeded","UserKey":"10032001%06d","UserType":0,"Version":1,"Workload":"Exchange","ClientIP":"10.%d.%d.7","UserId":"user%d@contoso.example","ClientInfoString":"Client=OWA;Action=ViaProxy","ExternalAccess":false,"InternalLogonType":0,"LogonType":0,"MailboxGuid":"aa55aa55-1111-4222-8333-%012d","MailboxOwnerUPN":"user%d@contoso.example","OrganizationName":"contoso.onmicrosoft.com","AffectedItems":[{"Attachments":"a.png (2010b)","Id":"RgAAAA%d","InternetMessageId":"<m%d@contoso.example>","ParentFolder":{"Id":"LgAAAA","Path":"\\Sent Items"},"Subject":"report %d"}],"CrossMailboxOperation":false,"Folder":{"Id":"LgAAAB","Path":"\\Sent Items"}}`+"\n",
		at.Format("2006-01-02T15:04:05"), r.Uint32(), i, operation, who, r.IntN(250), r.IntN(200), who, who, who, i, i, r.IntN(900))
	return err
}

func sysmon(w io.Writer, r *rand.Rand, at time.Time, i int) error {
	tool := r.IntN(40)
	_, err := fmt.Fprintf(w, `<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System><Provider Name='Microsoft-Windows-Sysmon' Guid='{5770385F-C22A-43E0-BF4C-06F5698FFBD9}'/><EventID>1</EventID><Version>5</Version><Level>4</Level><Task>1</Task><Opcode>0</Opcode><Keywords>0x8000000000000000</Keywords><TimeCreated SystemTime='%sZ'/><EventRecordID>%d</EventRecordID><Correlation/><Execution ProcessID='2048' ThreadID='3100'/><Channel>Microsoft-Windows-Sysmon/Operational</Channel><Computer>ws%d.corp.example</Computer><Security UserID='S-1-5-18'/></System><EventData><Data Name='RuleName'>-</Data><Data Name='UtcTime'>%s</Data><Data Name='ProcessGuid'>{f81d4fae-%08x-0000-0000-%012d}</Data><Data Name='ProcessId'>%d</Data><Data Name='Image'>C:\Windows\System32\tool%d.exe</Data><Data Name='FileVersion'>10.0.1</Data><Data Name='Description'>Windows Command Processor</Data><Data Name='Product'>Microsoft Windows Operating System</Data><Data Name='Company'>Microsoft Corporation</Data><Data Name='OriginalFileName'>Cmd.Exe</Data><Data Name='CommandLine'>tool%d.exe /c echo %d</Data><Data Name='CurrentDirectory'>C:\Users\u\</Data><Data Name='User'>CORP\user%d</Data><Data Name='LogonGuid'>{f81d4fae-0000-0000-0000-000000000000}</Data><Data Name='LogonId'>0x3e7</Data><Data Name='TerminalSessionId'>1</Data><Data Name='IntegrityLevel'>Medium</Data><Data Name='Hashes'>MD5=8A2122E8162DBEF04694B9C3E0B6CDEE</Data><Data Name='ParentImage'>C:\Windows\explorer.exe</Data><Data Name='ParentCommandLine'>C:\Windows\Explorer.EXE</Data></EventData></Event>`+"\n",
		at.Format("2006-01-02T15:04:05.0000000"), i, r.IntN(300), at.Format("2006-01-02 15:04:05.000"), r.Uint32(), i, r.IntN(9999), tool, tool, i, r.IntN(300))
	return err
}
