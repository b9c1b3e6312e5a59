package functions

import (
	"crypto/md5"
	"crypto/sha1"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"slices"

	"github.com/cespare/xxhash/v2"

	"github.com/goshawk-lang/goshawk/table"
)

// textHash: hashes of scalar values.
func textHash() []Func {
	anyType, long := table.TypeUnknown, table.TypeLong
	hashes := func(result table.Type) func(args []table.Type) table.Type {
		return func(args []table.Type) table.Type {
			if slices.Contains([]table.Type{table.TypeString, long, table.TypeDateTime, table.TypeTimeSpan}, args[0]) {
				return result
			}
			return table.TypeUnknown
		}
	}
	return []Func{
		{
			KQL: "hash_md5", Args: "value", Null: NullSeen,
			Doc: "Gets the MD5 hash of a value's text.",
			Impl: Overloads{mapText1(func(s string) (string, bool) {
				h := md5.Sum([]byte(s))
				return hex.EncodeToString(h[:]), true
			})},
			Cases: Cases{`hash_md5("World")`: `"f5a7924e621e84c9280a9a27e1bcb7f6"`, `hash_md5(123)`: `"202cb962ac59075b964b07152d234b70"`},
		},
		{
			KQL: "hash_sha1", Args: "value", Null: NullSeen,
			Doc: "Gets the SHA-1 hash of a value's text.",
			Impl: Overloads{mapText1(func(s string) (string, bool) {
				h := sha1.Sum([]byte(s))
				return hex.EncodeToString(h[:]), true
			})},
			Cases: Cases{`hash_sha1("abc")`: `"a9993e364706816aba3e25717850c26c9cd0d89d"`, `hash_sha1(datetime(2020-01-01))`: `"e903e533f4d636b4fc0dcf3cf81e7b7f330de776"`},
		},
		{
			KQL: "hash_sha256", Args: "value", Null: NullSeen,
			Doc: "Gets the SHA-256 hash of a value's text.",
			Impl: Overloads{mapText1(func(s string) (string, bool) {
				h := sha256.Sum256([]byte(s))
				return hex.EncodeToString(h[:]), true
			})},
			Cases: Cases{`hash_sha256("abc")`: `"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"`},
		},
		{
			// Only the types whose hashes are known from the engine.
			KQL: "hash hash_xxhash64", Args: "value [mod]", Null: NullSeen,
			Doc:   "Gets the 64-bit xxHash of a text or number, or its remainder.",
			Impl:  Overloads{{Params: []table.Type{anyType, long}, Optional: 1, ResultOf: hashes(long), Kernel: xxHash}},
			Cases: Cases{`hash("World")`: `1846988464401551951`, `hash("World", 100)`: `51`, `hash(datetime(2015-01-01))`: `1380966698541616202`},
		},
	}
}

func xxHash(c *Call, args []table.Column) (table.Column, error) {
	in, steps := valueArgs(args)
	return mapRows(c, steps == 0, nil, func(i int) (int64, bool) {
		v := in[0].At(i)
		var n uint64
		switch v.Kind() {
		case table.KindString:
			n = xxhash.Sum64String(v.Str())
		case table.KindLong:
			n = hash64(uint64(v.Int()))
		case table.KindDateTime:
			n = hash64(uint64(v.DateTime()))
		case table.KindTimeSpan:
			n = hash64(uint64(v.TimeSpan()))
		default:
			return 0, false
		}
		if len(in) == 1 {
			return int64(n), true
		}
		mod := in[1].At(i).Int()
		if mod <= 0 {
			return 0, false
		}
		m := int64(n) % mod
		if m < 0 {
			m += mod
		}
		return m, true
	}), nil
}

func hash64(n uint64) uint64 {
	var b [8]byte
	binary.LittleEndian.PutUint64(b[:], n)
	return xxhash.Sum64(b[:])
}
