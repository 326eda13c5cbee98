/*
 * The stored form of a working form, and working forms as states of the executor.
 */
#ifndef SANCTIONS_MATRIX_FLATTEN_H
#define SANCTIONS_MATRIX_FLATTEN_H

#include "postgres.h"

#include "matrix/build.h"

/* The canonical form, in the current context; a sum beyond the limit is 22003. */
extern struct varlena *sanctions_work_finish(sanctions_work *work);

/* The canonical form of a working form that has rows and no matrices; NULL where a key comes twice. */
extern struct varlena *sanctions_work_finish_unique(sanctions_work *work);

extern const ExpandedObjectMethods sanctions_work_methods;

/* What a datum refers to where it is a working form, to be changed or not; else NULL. */
static inline sanctions_work *
sanctions_work_of(Datum datum)
{
	varatt_expanded pointer;

	if (!VARATT_IS_EXTERNAL_EXPANDED(DatumGetPointer(datum)))
		return NULL;
	memcpy(&pointer, VARDATA_EXTERNAL(DatumGetPointer(datum)), sizeof(pointer));
	return pointer.eohptr->eoh_methods == &sanctions_work_methods ? (sanctions_work *) pointer.eohptr : NULL;
}

#endif
