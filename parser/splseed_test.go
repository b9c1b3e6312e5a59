package parser_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/goshawk-lang/goshawk/parser"
	"github.com/goshawk-lang/goshawk/source"
)

// emailSearch has the shape of a long published detection: macros, a join
// with a subsearch, long evals and two stats.
const emailSearch = "`trace` Status=Delivered\n" + `| eval mailtime = _time
| bin _time span=1hr
| eval user = lower(SenderAddress), recipient = lower(RecipientAddress)
| eval InternetMessageId = lower(MessageId)
| join InternetMessageId, user, max=0
[
| search ` + "`audit`" + ` Workload=Exchange (Operation IN ("Send*")) OR (Operation IN ("HardDelete") AND Folder.Path IN ("\\Sent Items","\\Recoverable Items\\Deletions"))
| eval user = lower(UserId), sender = lower(CASE(isnotnull(SendAsUserSmtp),SendAsUserSmtp,isnotnull(SendOnBehalfOfUserSmtp),SendOnBehalfOfUserSmtp,true(),MailboxOwnerUPN)), subject = trim(CASE(Operation IN ("Send","SendAs","SendOnBehalf"),'Item.Subject',Operation IN ("SoftDelete","HardDelete"),'AffectedItems{}.Subject')), -time = _time,file_name = CASE(Operation IN ("Send","SendAs","SendOnBehalf"),split('Item.Attachments',"; "),Operation IN ("SoftDelete","HardDelete"),split('AffectedItems{}.Attachments',"; ")), file_size = CASE(Operation IN ("Send","SendAs","SendOnBehalf"),round(tonumber('Item.SizeInBytes')/1024/1024,2),true(),round(tonumber(replace(file_name, "(.+)\s\((\d+)(b\)$)", "\2"))/1024/1024,2)), InternetMessageId = lower('Item.InternetMessageId')
| eval sendtime = CASE(Operation IN ("Send","SendAs","SendOnBehalf"),_time)
| eval deltime = CASE(Operation IN ("SoftDelete","HardDelete"),_time)
| bin _time span=1hr
| stats values(sender) as sender, values(ClientInfoString) as http_user_agent, values(InternetMessageId) as InternetMessageId, values(file_name) as file_name, sum(file_size) as file_size, values(sendtime) as firstTime, values(deltime) as lastTime values(Operation) as signature, dc(Operation) as opcount, count by _time,subject,user
| where opcount > 1 AND firstTime < lastTime
]
| stats values(sender) as sender, values(http_user_agent) as http_user_agent, values(signature) as signature, values(file_name) as file_name, sum(file_size) as file_size, min(firstTime) as firstTime, max(lastTime) as lastTime count by subject,user,recipient,Organization
| eval externalRecipient = if(match(lower(recipient),mvindex(split(lower(Organization),"."),0)),0,1)
| where externalRecipient = 1
` + "| `ctime(firstTime)`\n| `ctime(lastTime)`\n| `send_and_delete_filter`"

var emailMacros = parser.FilterFallback(parser.MacroSet{
	"trace": {Definition: source.New("trace", `sourcetype IN ("ms:o365:reporting:messagetrace","o365:reporting:messagetrace")`)},
	"audit": {Definition: source.New("audit", "sourcetype=o365:management:activity")},
	"ctime(1)": {Args: []string{"field"},
		Definition: source.New("ctime(1)", `convert timeformat="%Y-%m-%dT%H:%M:%S" ctime($field$)`)},
})

func TestSPLAllocations(t *testing.T) {
	text := source.New("", emailSearch)
	var err error
	allocs := testing.AllocsPerRun(10, func() { _, err = parser.SPL(text, emailMacros) })
	require.NoError(t, err)
	require.LessOrEqual(t, allocs, 2000.0, "parsing got more expensive")
}

func BenchmarkSPL(b *testing.B) {
	text := source.New("", emailSearch)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := parser.SPL(text, emailMacros); err != nil {
			b.Fatal(err)
		}
	}
}
