"""Rust in the shared words."""

from __future__ import annotations

from assay.analysis.syntax.grammar import Grammar, places, table

RUST = Grammar(
    id="rust",
    name="Rust",
    suffixes=(".rs",),
    wheel="tree_sitter_rust",
    kinds=table(
        function="function_item",
        lambda_="closure_expression",
        class_="struct_item enum_item trait_item",
        block="block source_file",
        statement="expression_statement",
        if_="if_expression",
        else_="else_clause",
        foreach="for_expression",
        while_="while_expression loop_expression",
        switch="match_expression",
        case="match_arm",
        call="call_expression macro_invocation",
        return_="return_expression",
        break_="break_expression",
        continue_="continue_expression",
        assign="assignment_expression",
        update="compound_assignment_expr",
        declare="let_declaration",
        import_="use_declaration",
        name="identifier",
        number="integer_literal float_literal",
        string="string_literal char_literal raw_string_literal",
        true="boolean_literal",
        comment="line_comment block_comment",
        binary="binary_expression",
        unary="unary_expression",
        index="index_expression",
        member="field_expression",
        parens="parenthesized_expression",
        parameters="parameters closure_parameters",
    ),
    names=frozenset({"identifier"}),
    roles=places(
        parameter="parameter.pattern closure_parameters",
        write="assignment_expression.left",
        define="let_declaration.pattern for_expression.pattern match_pattern let_condition.pattern",
        other="function_item.name scoped_identifier use_list use_as_clause use_declaration label const_item.name "
        "static_item.name macro_invocation.macro tuple_struct_pattern.type mod_item.name scoped_use_list.path",
    ),
    through=frozenset(
        {
            *("tuple_pattern", "mut_pattern", "ref_pattern", "reference_pattern", "slice_pattern"),
            *("tuple_struct_pattern", "or_pattern", "captured_pattern"),
        }
    ),
    throwing=frozenset(
        {"panic", "unreachable", "todo", "unimplemented", "std::process::exit", "process::exit"}
    ),
    last_is_value=True,
    function_case="snake",
    variable_case="snake",
)
