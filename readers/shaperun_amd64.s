#include "go_asm.h"
#include "textflag.h"

// The bytes that end a value or cannot be in one: \ , } + [ ] z "
DATA runBytes<>+0(SB)/8, $0x227a5d5b2b7d2c5c
GLOBL runBytes<>(SB), RODATA|NOPTR, $8

// R8 is the text, R9 its length, R10 the last place that 64 bytes can be read
// from; SI is where the next key is expected, DI that key, CX the number of
// keys, DX how many are passed, R13 where the next value is told. Only next
// changes SI: whatever else leaves the loop leaves it before the current key.

// func passRun(b []byte, i int, keys []runKey, values *[maxRunKeys]runValue) (at, passed int)
TEXT ·passRun(SB), NOSPLIT, $0-80
	MOVQ b_base+0(FP), R8
	MOVQ b_len+8(FP), R9
	MOVQ b_cap+16(FP), R10
	MOVQ i+24(FP), SI
	MOVQ keys_base+32(FP), DI
	MOVQ keys_len+40(FP), CX
	MOVQ values+56(FP), R13
	SUBQ $64, R10
	XORQ DX, DX
	VPBROADCASTB runBytes<>+7(SB), Y8  // quote
	VPBROADCASTB runBytes<>+0(SB), Y9  // backslash
	VPBROADCASTB runBytes<>+1(SB), Y10 // comma
	VPBROADCASTB runBytes<>+2(SB), Y11 // brace
	VPBROADCASTB runBytes<>+3(SB), Y12 // nothing below is in a number or word
	VPBROADCASTB runBytes<>+4(SB), Y13 // bracket
	VPBROADCASTB runBytes<>+5(SB), Y14 // bracket
	VPBROADCASTB runBytes<>+6(SB), Y15 // nothing above is in a number or word

key:
	CMPQ DX, CX
	JGE done
	CMPQ SI, R10
	JGT done
	VMOVDQU (R8)(SI*1), Y0
	VMOVDQU 32(R8)(SI*1), Y1
	VPCMPEQB runKey_text(DI), Y0, Y0
	VPCMPEQB runKey_text+32(DI), Y1, Y1
	VPMOVMSKB Y0, AX
	VPMOVMSKB Y1, BX
	SHLQ $32, BX
	ORQ BX, AX
	NOTQ AX
	TESTQ AX, runKey_mask(DI)
	JNE done
	MOVQ runKey_size(DI), R12
	ADDQ SI, R12 // where the value starts
	MOVQ R12, runValue_start(R13)
	CMPQ R12, R10
	JGT done
	VMOVDQU (R8)(R12*1), Y0
	CMPB (R8)(R12*1), $0x22 // a quote
	JNE scalar
	XORQ R11, R11 // whether the string has escapes
	INCQ R12

string:
	CMPQ R12, R10
	JGT done
	VMOVDQU (R8)(R12*1), Y0
	VPCMPEQB Y0, Y8, Y1
	VPCMPEQB Y0, Y9, Y2
	VPMOVMSKB Y1, AX // quotes
	VPMOVMSKB Y2, BX
	ORL AX, BX       // and backslashes

special:
	TZCNTL BX, R15
	JCS longer
	BTL R15, AX
	JCS closed
	MOVQ $1, R11
	BLSRL BX, BX
	INCL R15
	BTRL R15, BX // what it escapes; beyond the register when that is 32
	CMPL R15, $32
	JNE special
	INCQ R12

longer:
	ADDQ $32, R12
	JMP string

closed:
	LEAQ 1(R12)(R15*1), R12
	MOVQ R11, runValue_escaped(R13)
	JMP next

scalar:
	VPCMPEQB Y0, Y10, Y1
	VPCMPEQB Y0, Y11, Y2
	VPOR Y1, Y2, Y1
	VPMOVMSKB Y1, AX // where it ends
	TESTL AX, AX
	JEQ done
	VPCMPGTB Y0, Y12, Y2
	VPCMPGTB Y15, Y0, Y3
	VPCMPEQB Y0, Y13, Y4
	VPCMPEQB Y0, Y14, Y5
	VPOR Y2, Y3, Y2
	VPOR Y4, Y5, Y4
	VPOR Y2, Y4, Y2
	VPMOVMSKB Y2, BX // what is in no scalar
	TZCNTL AX, R11
	BLSIL AX, AX
	DECL AX // what stands before the end
	JEQ done
	TESTL AX, BX
	JNE done
	ADDQ R11, R12

next:
	CMPQ R12, R9
	JGE done
	MOVQ R12, runValue_end(R13)
	ADDQ $runValue__size, R13
	MOVQ R12, SI
	ADDQ $runKey__size, DI
	INCQ DX
	JMP key

done:
	MOVQ SI, at+64(FP)
	MOVQ DX, passed+72(FP)
	VZEROUPPER
	RET
