/*
 * What the library allocates ends at a page that nobody may touch: a read or a write
 * of one byte behind it stops the server with signal 11.
 *
 * Linked in by --wrap, in the guard build alone: the linker sends the calls of palloc
 * and its kin here.  What the server allocates by itself is not seen, but detoasting
 * for the library is: it gives a copy that ends where the value ends.
 *
 * The server may free or enlarge what it is given, or allocate beside it.  On 15 a
 * chunk begins with a pointer to its memory context, so ours point to a context of
 * their own, whose methods are here.
 */
#include "postgres.h"

#include <sys/mman.h>

#include "fmgr.h"
#include "utils/memutils.h"

#if PG_VERSION_NUM >= 160000
#error "a chunk's header has another form from PostgreSQL 16 on"
#endif

#define PAGE 4096
/* In front of what is handed out: a pointer to its context. */
#define HEAD sizeof(MemoryContext)
/* So much of it is filled, so that what was never set is no zero. */
#define FILL 65536
#define FILLER 0x7F
/* A process may have 65,530 mappings: what goes beyond is allocated as ever. */
#define MOST_BLOCKS 20000
#define MOST_SPARE 1000

typedef struct guard_block
{
	MemoryContextData self;		/* first: what the chunk points to */
	MemoryContextCallback at_reset;
	MemoryContext context;		/* where it belongs */
	char	   *begin;			/* of the mapping; NULL: given back */
	Size		mapped;			/* without the page behind */
	char	   *data;
	Size		size;
} guard_block;

/* The server's own, and what the library's calls of it become. */
#define WRAPPED(type, name, arguments) \
	extern type __real_##name arguments; \
	extern type __wrap_##name arguments

WRAPPED(void *, palloc, (Size size));
WRAPPED(void *, palloc0, (Size size));
WRAPPED(void *, palloc_extended, (Size size, int flags));
WRAPPED(void *, MemoryContextAlloc, (MemoryContext context, Size size));
WRAPPED(void *, MemoryContextAllocZero, (MemoryContext context, Size size));
WRAPPED(void *, MemoryContextAllocHuge, (MemoryContext context, Size size));
WRAPPED(struct varlena *, pg_detoast_datum, (struct varlena *value));
WRAPPED(struct varlena *, pg_detoast_datum_copy, (struct varlena *value));
WRAPPED(struct varlena *, pg_detoast_datum_packed, (struct varlena *value));
WRAPPED(struct varlena *, pg_detoast_datum_slice, (struct varlena *value, int32 first, int32 count));
WRAPPED(char *, text_to_cstring, (const text *value));

static const MemoryContextMethods guard_methods;

static int	blocks;
static char *spare[MOST_SPARE];
static int	spares;

/* A mapping of so many bytes with a forbidden page behind; NULL where there is none. */
static char *
map(Size bytes)
{
	char	   *begin;

	if (bytes == PAGE && spares > 0)
		return spare[--spares];
	begin = mmap(NULL, bytes + PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
	if (begin == MAP_FAILED)
		return NULL;
	if (mprotect(begin + bytes, PAGE, PROT_NONE) != 0)
	{
		munmap(begin, bytes + PAGE);
		return NULL;
	}
	return begin;
}

static void
unmap(char *begin, Size bytes)
{
	if (bytes == PAGE && spares < MOST_SPARE)
		spare[spares++] = begin;
	else
		munmap(begin, bytes + PAGE);
}

static void
give_back(void *argument)
{
	guard_block *block = argument;

	if (block->begin == NULL)
		return;
	unmap(block->begin, block->mapped);
	block->begin = NULL;
	blocks--;
}

/* NULL where there is no room for one more. */
static void *
guarded(MemoryContext context, Size size)
{
	Size		mapped = TYPEALIGN(PAGE, size + HEAD);
	char	   *begin = blocks < MOST_BLOCKS ? map(mapped) : NULL;
	guard_block *block;

	if (begin == NULL)
		return NULL;
	block = __real_MemoryContextAlloc(context, sizeof(guard_block));
	*block = (guard_block) {{T_AllocSetContext, .methods = &guard_methods, .name = "guard"},
		{give_back, block}, context, begin, mapped, begin + mapped - size, size};
	MemoryContextRegisterResetCallback(context, &block->at_reset);
	memcpy(block->data - HEAD, &block, HEAD);
	memset(block->data, FILLER, Min(size, FILL));
	blocks++;
	return block->data;
}

static void *
guard_alloc(MemoryContext self, Size size)
{
	return __real_MemoryContextAlloc(((guard_block *) self)->context, size);
}

static void
guard_free(MemoryContext self, void *data)
{
	give_back(self);
}

static void *
guard_realloc(MemoryContext self, void *data, Size size)
{
	guard_block *block = (guard_block *) self;
	void	   *larger = guarded(block->context, size);

	if (larger == NULL)
		larger = __real_MemoryContextAllocHuge(block->context, size);
	memcpy(larger, data, Min(size, block->size));
	give_back(block);
	return larger;
}

static Size
guard_space(MemoryContext self, void *data)
{
	return ((guard_block *) self)->size;
}

static const MemoryContextMethods guard_methods = {
	.alloc = guard_alloc,
	.free_p = guard_free,
	.realloc = guard_realloc,
	.get_chunk_space = guard_space,
};

/* A guarded block, or what the server's own function gives: also its error. */
#define GUARDED(context, size, valid, real) \
	do { \
		void	   *data = (valid) ? guarded(context, size) : NULL; \
		return data != NULL ? data : (real); \
	} while (0)

void *
__wrap_palloc(Size size)
{
	GUARDED(CurrentMemoryContext, size, AllocSizeIsValid(size), __real_palloc(size));
}

void *
__wrap_MemoryContextAlloc(MemoryContext context, Size size)
{
	GUARDED(context, size, AllocSizeIsValid(size), __real_MemoryContextAlloc(context, size));
}

void *
__wrap_MemoryContextAllocHuge(MemoryContext context, Size size)
{
	GUARDED(context, size, AllocHugeSizeIsValid(size), __real_MemoryContextAllocHuge(context, size));
}

void *
__wrap_palloc0(Size size)
{
	void	   *data = AllocSizeIsValid(size) ? guarded(CurrentMemoryContext, size) : NULL;

	return data != NULL ? memset(data, 0, size) : __real_palloc0(size);
}

void *
__wrap_MemoryContextAllocZero(MemoryContext context, Size size)
{
	void	   *data = AllocSizeIsValid(size) ? guarded(context, size) : NULL;

	return data != NULL ? memset(data, 0, size) : __real_MemoryContextAllocZero(context, size);
}

void *
__wrap_palloc_extended(Size size, int flags)
{
	void	   *data = AllocHugeSizeIsValid(size) && (AllocSizeIsValid(size) || (flags & MCXT_ALLOC_HUGE))
		? guarded(CurrentMemoryContext, size) : NULL;

	if (data == NULL)
		return __real_palloc_extended(size, flags);
	return (flags & MCXT_ALLOC_ZERO) ? memset(data, 0, size) : data;
}

/* A copy that ends where the value ends, whatever there was behind it. */
static void *
exact(const void *value, Size size)
{
	return memcpy(palloc(size), value, size);
}

/* The same, but it begins at a multiple of 8, as who reads a range or an array expects. */
static struct varlena *
aligned(const struct varlena *value)
{
	return memcpy(palloc(MAXALIGN(VARSIZE_ANY(value))), value, VARSIZE_ANY(value));
}

struct varlena *
__wrap_pg_detoast_datum(struct varlena *value)
{
	return aligned(__real_pg_detoast_datum(value));
}

struct varlena *
__wrap_pg_detoast_datum_copy(struct varlena *value)
{
	return aligned(__real_pg_detoast_datum_copy(value));
}

struct varlena *
__wrap_pg_detoast_datum_packed(struct varlena *value)
{
	value = __real_pg_detoast_datum_packed(value);
	return exact(value, VARSIZE_ANY(value));
}

struct varlena *
__wrap_pg_detoast_datum_slice(struct varlena *value, int32 first, int32 count)
{
	value = __real_pg_detoast_datum_slice(value, first, count);
	return exact(value, VARSIZE_ANY(value));
}

char *
__wrap_text_to_cstring(const text *value)
{
	char	   *text = __real_text_to_cstring(value);

	return exact(text, strlen(text) + 1);
}
