/* What planner support functions of all states need. */
#include "state/plan.h"

#include "nodes/nodeFuncs.h"

Const *
sanctions_known_state(SupportRequestRows *request, int argument)
{
	List	   *arguments;
	Const	   *value;

	if (request == NULL || !is_funcclause(request->node))
		return NULL;
	arguments = ((FuncExpr *) request->node)->args;
	if (list_length(arguments) <= argument || !IsA(list_nth(arguments, argument), Const))
		return NULL;
	value = list_nth_node(Const, arguments, argument);
	return value->constlen == -1 ? value : NULL;
}
