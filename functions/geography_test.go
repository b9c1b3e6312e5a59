package functions_test

import _ "github.com/goshawk-lang/goshawk/functions/geo" // its cases run with the others
