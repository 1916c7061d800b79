"""Kotlin in the shared words."""

from __future__ import annotations

from assay.analysis.syntax.grammar import Grammar, places, table

KOTLIN = Grammar(
    id="kotlin",
    name="Kotlin",
    suffixes=(".kt", ".kts"),
    wheel="tree_sitter_kotlin",
    kinds=table(
        function="function_declaration secondary_constructor",
        lambda_="lambda_literal anonymous_function",
        class_="class_declaration object_declaration",
        block="block source_file",
        if_="if_expression",
        foreach="for_statement",
        while_="while_statement do_while_statement",
        switch="when_expression",
        case="when_entry",
        try_="try_expression",
        catch="catch_block",
        finally_="finally_block",
        call="call_expression",
        return_="return_expression",
        throw="throw_expression",
        assign="assignment",
        declare="property_declaration",
        import_="import",
        name="identifier",
        number="number_literal float_literal",
        string="string_literal multiline_string_literal character_literal",
        comment="line_comment block_comment",
        binary="binary_expression in_expression",
        unary="unary_expression",
        index="index_expression",
        member="navigation_expression",
        parens="parenthesized_expression",
        parameters="function_value_parameters lambda_parameters class_parameters",
    ),
    names=frozenset({"identifier"}),
    roles={
        **places(
            write="assignment.left",
            define="variable_declaration catch_block",
            other="function_declaration.name class_declaration.name object_declaration.name user_type "
            "qualified_identifier labeled_expression companion_object",
        ),
        ("navigation_expression", ""): "after",
        ("parameter", ""): "first",
        ("parameter", "first"): "parameter",
        ("class_parameter", ""): "first",
        ("class_parameter", "first"): "parameter",
        ("lambda_parameters", "*"): "parameter",
    },
    tokens={"break": "break", "continue": "continue", "null": "null", "true": "true", "false": "false"},
    throwing=frozenset({"exitProcess", "error", "TODO"}),
    function_case="lower",
    variable_case="lower",
)
