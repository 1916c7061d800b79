"""JavaScript and TypeScript in the shared words."""

from __future__ import annotations

from assay.analysis.syntax.grammar import Grammar, places, table

_JS_KINDS = table(
    function="function_declaration method_definition generator_function_declaration",
    lambda_="arrow_function function_expression generator_function",
    class_="class_declaration class",
    block="statement_block program",
    statement="expression_statement",
    if_="if_statement",
    else_="else_clause",
    for_="for_statement",
    foreach="for_in_statement",
    while_="while_statement do_statement",
    switch="switch_statement",
    case="switch_case switch_default",
    try_="try_statement",
    catch="catch_clause",
    finally_="finally_clause",
    ternary="ternary_expression",
    call="call_expression new_expression",
    return_="return_statement",
    throw="throw_statement",
    break_="break_statement",
    continue_="continue_statement",
    assign="assignment_expression",
    update="augmented_assignment_expression update_expression",
    declare="variable_declarator",
    import_="import_statement",
    name="identifier shorthand_property_identifier shorthand_property_identifier_pattern",
    number="number",
    string="string template_string",
    null="null undefined",
    true="true",
    false="false",
    comment="comment",
    binary="binary_expression",
    unary="unary_expression",
    index="subscript_expression",
    member="member_expression",
    parens="parenthesized_expression",
    parameters="formal_parameters",
)
_JS_ROLES = places(
    parameter="formal_parameters required_parameter.pattern optional_parameter.pattern arrow_function.parameter",
    write="assignment_expression.left",
    define="variable_declarator.name for_in_statement.left catch_clause.parameter",
    other="function_declaration.name function_expression.name class_declaration.name "
    "import_specifier import_clause namespace_import labeled_statement.label nested_type_identifier",
    read="assignment_pattern.right variable_declarator.value object_assignment_pattern.right",
)
_JS_THROUGH = frozenset(
    {
        *("array_pattern", "object_pattern", "rest_pattern", "pair_pattern", "assignment_pattern"),
        "object_assignment_pattern",
    }
)
JAVASCRIPT = Grammar(
    id="javascript",
    name="JavaScript",
    suffixes=(".js", ".mjs", ".cjs", ".jsx"),
    wheel="tree_sitter_javascript",
    kinds=_JS_KINDS,
    names=frozenset({"identifier", "shorthand_property_identifier", "shorthand_property_identifier_pattern"}),
    roles=_JS_ROLES,
    through=_JS_THROUGH,
    throwing=frozenset({"process.exit"}),
    function_case="camel",
    variable_case="camel",
)
TYPESCRIPT = Grammar(
    id="typescript",
    name="TypeScript",
    suffixes=(".ts", ".mts", ".cts"),
    wheel="tree_sitter_typescript",
    entry="language_typescript",
    kinds={**_JS_KINDS, **table(class_="abstract_class_declaration", parens="non_null_expression")},
    names=JAVASCRIPT.names,
    roles=_JS_ROLES,
    through=_JS_THROUGH,
    throwing=frozenset({"process.exit"}),
    function_case="camel",
    variable_case="camel",
)
