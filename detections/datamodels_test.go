package detections_test

import (
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"

	"github.com/goshawk-lang/goshawk"
	"github.com/goshawk-lang/goshawk/detections"
)

// TestShippedDataModels binds every dataset with all its maps and fields.
func TestShippedDataModels(t *testing.T) {
	models, err := detections.ShippedDataModels()
	require.NoError(t, err)
	require.Greater(t, len(models), 20)
	db := goshawk.New()
	db.SetDataModels(models)
	for key, d := range models {
		require.NotEmpty(t, models.Line(d), key)
		if d.Parent == "" {
			require.NotEmpty(t, d.Maps, key)
			require.NotEmpty(t, d.Fields, key)
		}
		require.NoError(t, db.Check(goshawk.SPL, goshawk.Text{Query: `| from datamodel:"` + key + `"`}), key)
	}
}

func TestLoadDataModels(t *testing.T) {
	load := func(over goshawk.DataModels, text string) (goshawk.DataModels, error) {
		return detections.LoadDataModels(over, fstest.MapFS{"m.conf": {Data: []byte(text)}}, "m.conf")
	}
	first, err := load(nil, "[M.D]\nfields = a, b\nunknown = a\nEVAL-c = a\n[M.D::x]\nsearch = k=1\na = f\n[M.E]\nparent = D\nsearch = a=1\n")
	require.NoError(t, err)
	second, err := load(first, "[M.D]\nfields = z\n[M.D::y]\nsearch = k=2\n[M.D::x]\na = g\n")
	require.NoError(t, err)
	d := second["M.D"]
	require.Equal(t, []string{"a", "b", "z"}, d.Fields)
	require.Equal(t, []string{"y", "x"}, []string{d.Maps[0].Name, d.Maps[1].Name}, "a file's maps come before those it is laid over")
	require.Equal(t, "k=1", d.Maps[1].Search, "a map keeps the settings that the file does not have")
	require.Equal(t, "g", d.Maps[1].Fields[0].Expression)
	require.Equal(t, "f", first["M.D"].Maps[0].Fields[0].Expression, "models laid over others leave them as they are")
	require.Equal(t, d, second.Find("M.D"))
	require.Equal(t, second["M.E"], second.Find("M.D.E"))
	require.Nil(t, second.Find("M"))

	for text, want := range map[string]string{
		"[M]\nfields = a":                      "want [Model.Dataset]",
		"[M.D]\nfieds = a":                     `unknown setting "fieds"`,
		"[M.D]\nparent = Z":                    `parent "Z" is missing`,
		"[M.D]\nparent = E\n[M.E]\nparent = D": "in a circle",
		"[M.D::x]\na = b":                      "no search says",
		"[M.D]\nfields = a\n[M.E]\nparent=D\n[M.E::x]\nsearch=*": "no maps of its own",
		"[M.D": "not closed",
	} {
		_, err := load(nil, text)
		require.ErrorContains(t, err, want, text)
	}
	_, err = detections.LoadDataModels(nil, fstest.MapFS{"d/x.txt": {}}, "d")
	require.ErrorContains(t, err, "no data models")
}

// TestDataModelErrors shows that a mistake in a map names its file and stanza.
func TestDataModelErrors(t *testing.T) {
	models, err := detections.LoadDataModels(nil, fstest.MapFS{"m.conf": {Data: []byte("[M.D::x]\nsearch = k=1\na = lowr(f)\n")}}, "m.conf")
	require.NoError(t, err)
	db := goshawk.New()
	db.SetDataModels(models)
	err = db.Check(goshawk.SPL, goshawk.Text{Query: `| tstats count from datamodel=M.D by D.a`})
	require.ErrorContains(t, err, "m.conf [M.D::x]")
	require.ErrorContains(t, err, `did you mean "lower"`)
}
