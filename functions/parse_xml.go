package functions

import (
	"bytes"
	"encoding/xml"
	"io"
	"strings"

	"github.com/goshawk-lang/goshawk/table"
)

// maxXML is the longest text parse_xml reads.
const maxXML = 1 << 20

// maxXMLDepth bounds the nesting of elements.
const maxXMLDepth = 256

// xmlParsing: XML to dynamic values.
func xmlParsing() []Func {
	return []Func{{
		KQL: "parse_xml", Args: "text", ResultName: "$1",
		Doc:  "Reads XML as a dynamic value: attributes become @name, mixed text #text, repeated elements arrays; null where it is no XML.",
		Impl: Overloads{Map1OK(parseXML)},
		Cases: Cases{
			`parse_xml("<e/>")`:                               `dynamic({"e":null})`,
			`parse_xml("<e n='v'>t</e>")`:                     `dynamic({"e":{"@n":"v","#text":"t"}})`,
			`parse_xml("<e><a>1</a><a>2</a></e>")`:            `dynamic({"e":{"a":["1","2"]}})`,
			`parse_xml("<e> text <a>b</a> </e>")`:             `dynamic({"e":{"#text":"text","a":"b"}})`,
			`isnull(parse_xml("<e>"))`:                        `true`,
			`parse_xml("<?xml version='1.0'?><e>&lt;</e>").e`: `dynamic("<")`,
		},
	}}
}

func parseXML(s string) (table.Value, bool) {
	if len(s) > maxXML {
		return table.Value{}, false
	}
	dec := xml.NewDecoder(strings.NewReader(s))
	// The text is UTF-8 already, whatever its declaration says.
	dec.CharsetReader = func(_ string, r io.Reader) (io.Reader, error) { return r, nil }
	root := table.NewBag(1)
	for {
		tok, err := dec.RawToken()
		if err == io.EOF {
			return table.BagValue(root), root.Len() == 1
		}
		if err != nil {
			return table.Value{}, false
		}
		switch tok := tok.(type) {
		case xml.StartElement:
			v, ok := xmlElement(dec, tok, 1)
			if !ok || root.Len() > 0 {
				return table.Value{}, false
			}
			root.Set(xmlName(tok.Name), v)
		case xml.EndElement:
			return table.Value{}, false
		case xml.CharData:
			if strings.TrimSpace(string(tok)) != "" {
				return table.Value{}, false
			}
		}
	}
}

// xmlName is a name as written, with its prefix.
func xmlName(n xml.Name) string {
	if n.Space == "" {
		return n.Local
	}
	return n.Space + ":" + n.Local
}

// xmlElement reads up to the end of the element that start opened.
func xmlElement(dec *xml.Decoder, start xml.StartElement, depth int) (table.Value, bool) {
	var text strings.Builder
	b := table.NewBag(len(start.Attr))
	for _, a := range start.Attr {
		b.Set("@"+xmlName(a.Name), table.StringValue(a.Value))
	}
	for {
		tok, err := dec.RawToken()
		if err != nil || depth > maxXMLDepth {
			return table.Value{}, false
		}
		switch tok := tok.(type) {
		case xml.StartElement:
			v, ok := xmlElement(dec, tok, depth+1)
			if !ok {
				return table.Value{}, false
			}
			if text.Len() > 0 {
				b.Set("#text", table.Value{})
			}
			xmlAppend(b, xmlName(tok.Name), v)
		case xml.CharData:
			text.Write(bytes.TrimSpace(tok))
		case xml.EndElement:
			if tok.Name != start.Name {
				return table.Value{}, false
			}
			return xmlContent(b, text.String()), true
		}
	}
}

// xmlAppend adds a child; children of one name become an array.
func xmlAppend(b *table.Bag, name string, v table.Value) {
	old, ok := b.Get(name)
	switch {
	case !ok:
		b.Set(name, v)
	case old.Kind() == table.KindArray:
		b.Set(name, table.ArrayValue(append(old.Array(), v)))
	default:
		b.Set(name, table.ArrayValue([]table.Value{old, v}))
	}
}

func xmlContent(b *table.Bag, text string) table.Value {
	switch {
	case b.Len() == 0 && text == "":
		return table.Value{}
	case b.Len() == 0:
		return table.StringValue(text)
	case text != "":
		b.Set("#text", table.StringValue(text))
	}
	return table.BagValue(b)
}
