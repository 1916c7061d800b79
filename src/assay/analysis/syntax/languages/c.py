"""C and C++ in the shared words."""

from __future__ import annotations

from assay.analysis.syntax.grammar import Grammar, places, table

_C_LIKE_EXIT = frozenset({"exit", "abort", "_Exit", "quick_exit"})

_C_KINDS = table(
    function="function_definition",
    class_="struct_specifier union_specifier enum_specifier",
    block="compound_statement translation_unit",
    statement="expression_statement",
    if_="if_statement",
    else_="else_clause",
    for_="for_statement",
    while_="while_statement do_statement",
    switch="switch_statement",
    case="case_statement",
    ternary="conditional_expression",
    call="call_expression",
    return_="return_statement",
    break_="break_statement",
    continue_="continue_statement",
    goto="goto_statement",
    assign="assignment_expression",
    update="update_expression",
    declare="init_declarator",
    import_="preproc_include",
    name="identifier",
    number="number_literal",
    string="string_literal char_literal concatenated_string raw_string_literal",
    null="null",
    true="true",
    false="false",
    comment="comment",
    binary="binary_expression",
    unary="unary_expression",
    index="subscript_expression",
    member="field_expression",
    parens="parenthesized_expression condition_clause",
    parameters="parameter_list",
)
_C_ROLES = places(
    parameter="parameter_declaration.declarator optional_parameter_declaration.declarator",
    write="assignment_expression.left",
    define="init_declarator.declarator declaration.declarator for_range_loop.declarator",
    other="function_declarator.declarator enumerator.name preproc_def.name preproc_function_def.name "
    "qualified_identifier.scope using_declaration labeled_statement.label",
    read="array_declarator.size init_declarator.value optional_parameter_declaration.default_value "
    "field_initializer",
)
_C_THROUGH = frozenset(
    {
        *("pointer_declarator", "reference_declarator", "array_declarator", "structured_binding_declarator"),
        *("parenthesized_declarator",),
    }
)
C = Grammar(
    id="c",
    name="C",
    suffixes=(".c", ".h"),
    wheel="tree_sitter_c",
    kinds=_C_KINDS,
    names=frozenset({"identifier"}),
    roles=_C_ROLES,
    through=_C_THROUGH,
    throwing=_C_LIKE_EXIT,
    class_case="",
)
CPP = Grammar(
    id="cpp",
    name="C++",
    suffixes=(".cpp", ".cc", ".cxx", ".hpp", ".hh"),
    wheel="tree_sitter_cpp",
    kinds={
        **_C_KINDS,
        **table(
            lambda_="lambda_expression",
            class_="class_specifier",
            foreach="for_range_loop",
            try_="try_statement",
            catch="catch_clause",
            throw="throw_statement",
            call="new_expression",
        ),
    },
    names=frozenset({"identifier"}),
    roles=_C_ROLES,
    through=_C_THROUGH,
    throwing=_C_LIKE_EXIT | {"std::exit", "std::abort", "std::terminate"},
    class_case="",
)
