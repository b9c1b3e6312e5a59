module github.com/goshawk-lang/goshawk

go 1.26
