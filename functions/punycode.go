package functions

import (
	"strings"
	"unicode/utf8"
)

// punycode: RFC 3492, of labels and of domain names.
func punycode() []Func {
	return []Func{
		{
			KQL: "punycode_from_string", Args: "text",
			Doc:   "Encodes text in Punycode, without the prefix xn--.",
			Impl:  Overloads{Map1OK(punyEncode)},
			Cases: Cases{`punycode_from_string("académie-française")`: `"acadmie-franaise-npb1a"`, `punycode_from_string("")`: `""`},
		},
		{
			KQL: "punycode_to_string", Args: "text",
			Doc:   "Decodes Punycode without its prefix; empty where it is none.",
			Impl:  Overloads{Map1OK(punyDecode)},
			Cases: Cases{`punycode_to_string("acadmie-franaise-npb1a")`: `"académie-française"`, `punycode_to_string("a-é")`: `""`},
		},
		{
			KQL: "punycode_domain_from_string", Args: "domain",
			Doc:   "Decodes the labels of a domain name that start with xn--; empty where one cannot be.",
			Impl:  Overloads{Map1OK(func(s string) (string, bool) { return eachLabel(s, unpunyLabel) })},
			Cases: Cases{`punycode_domain_from_string("xn--acadmie-franaise-npb1a.fr")`: `"académie-française.fr"`, `punycode_domain_from_string("xn--a-")`: `"a"`},
		},
		{
			KQL: "punycode_domain_to_string", Args: "domain",
			Doc:  "Encodes the labels of a domain name that are not ASCII, and writes its ideographic full stops as dots.",
			Impl: Overloads{Map1OK(func(s string) (string, bool) { return eachLabel(fullStops.Replace(s), punyLabel) })},
			Cases: Cases{
				`punycode_domain_to_string("académie-française.fr")`: `"xn--acadmie-franaise-npb1a.fr"`,
				`punycode_domain_to_string("Lê Lợi。com")`:            `"xn--L Li-gpa4517b.com"`, `punycode_domain_to_string("a.b")`: `"a.b"`,
			},
		},
	}
}

// fullStops are what separates labels beside the dot, by RFC 3490.
var fullStops = strings.NewReplacer("\u3002", ".", "\uff0e", ".", "\uff61", ".")

func eachLabel(s string, f func(string) (string, bool)) (string, bool) {
	labels := strings.Split(s, ".")
	for i, l := range labels {
		var ok bool
		if labels[i], ok = f(l); !ok {
			return "", false
		}
	}
	return strings.Join(labels, "."), true
}

func punyLabel(s string) (string, bool) {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			p, ok := punyEncode(s)
			return "xn--" + p, ok
		}
	}
	return s, true
}

func unpunyLabel(s string) (string, bool) {
	if len(s) >= 4 && strings.EqualFold(s[:4], "xn--") {
		return punyDecode(s[4:])
	}
	return s, true
}

const (
	punyBase, punyMin, punyMax  = 36, 1, 26
	punySkew, punyDamp          = 38, 700
	punyStart, punyBias, punyMx = 128, 72, 1 << 30
)

func punyAdapt(delta, n int, first bool) int {
	if first {
		delta /= punyDamp
	} else {
		delta /= 2
	}
	delta += delta / n
	k := 0
	for ; delta > (punyBase-punyMin)*punyMax/2; k += punyBase {
		delta /= punyBase - punyMin
	}
	return k + (punyBase-punyMin+1)*delta/(delta+punySkew)
}

func punyThreshold(k, bias int) int { return min(max(k-bias, punyMin), punyMax) }

const punyDigits = "abcdefghijklmnopqrstuvwxyz0123456789"

func punyEncode(s string) (string, bool) {
	runes := []rune(s)
	var out []byte
	for _, r := range runes {
		if r < utf8.RuneSelf {
			out = append(out, byte(r))
		}
	}
	basic := len(out)
	if basic > 0 && basic < len(runes) {
		out = append(out, '-')
	}
	n, delta, bias := rune(punyStart), 0, punyBias
	for done := basic; done < len(runes); {
		next := rune(utf8.MaxRune + 1)
		for _, r := range runes {
			if r >= n && r < next {
				next = r
			}
		}
		delta += int(next-n) * (done + 1)
		if delta > punyMx {
			return "", false
		}
		n = next
		for _, r := range runes {
			if r < n {
				delta++
			}
			if r != n {
				continue
			}
			q := delta
			for k := punyBase; ; k += punyBase {
				t := punyThreshold(k, bias)
				if q < t {
					break
				}
				out = append(out, punyDigits[t+(q-t)%(punyBase-t)])
				q = (q - t) / (punyBase - t)
			}
			out = append(out, punyDigits[q])
			bias = punyAdapt(delta, done+1, done == basic)
			delta = 0
			done++
		}
		delta++
		n++
	}
	return string(out), true
}

func punyDecode(s string) (string, bool) {
	var out []rune
	rest := s
	if at := strings.LastIndexByte(s, '-'); at >= 0 {
		out, rest = []rune(s[:at]), s[at+1:]
	}
	for _, r := range out {
		if r >= utf8.RuneSelf {
			return "", false
		}
	}
	n, i, bias := punyStart, 0, punyBias
	for rest != "" {
		old, weight := i, 1
		for k := punyBase; ; k += punyBase {
			if rest == "" {
				return "", false
			}
			digit := strings.IndexByte(punyDigits, rest[0]|0x20)
			if rest[0] >= '0' && rest[0] <= '9' {
				digit = 26 + int(rest[0]-'0')
			}
			rest = rest[1:]
			if digit < 0 {
				return "", false
			}
			i += digit * weight
			t := punyThreshold(k, bias)
			if digit < t {
				break
			}
			weight *= punyBase - t
			if i > punyMx || weight > punyMx {
				return "", false
			}
		}
		bias = punyAdapt(i-old, len(out)+1, old == 0)
		n += i / (len(out) + 1)
		i %= len(out) + 1
		if n > utf8.MaxRune {
			return "", false
		}
		out = append(out, 0)
		copy(out[i+1:], out[i:])
		out[i] = rune(n)
		i++
	}
	return string(out), true
}
