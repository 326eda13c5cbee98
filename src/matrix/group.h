/*
 * The working form of a matrix as the state of a group.
 */
#ifndef SANCTIONS_MATRIX_GROUP_H
#define SANCTIONS_MATRIX_GROUP_H

#include "postgres.h"

#include "matrix/build.h"

/*
 * One that the executor takes as a group's state.  Its head lies in the
 * aggregate's context, beside what the executor keeps of the group; what grows, in
 * one below, to which the executor sees that it belongs: in a window a context of its
 * own, else one for all groups.
 */
extern sanctions_work *sanctions_work_create_group(MemoryContext aggregate, bool window,
												   const ExpandedObjectMethods *methods);

#endif
