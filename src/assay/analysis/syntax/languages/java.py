"""Java in the shared words."""

from __future__ import annotations

from assay.analysis.syntax.grammar import Grammar, places, table

JAVA = Grammar(
    id="java",
    name="Java",
    suffixes=(".java",),
    wheel="tree_sitter_java",
    kinds=table(
        function="method_declaration constructor_declaration compact_constructor_declaration",
        lambda_="lambda_expression",
        class_="class_declaration interface_declaration enum_declaration record_declaration",
        block="block constructor_body",
        statement="expression_statement",
        if_="if_statement",
        for_="for_statement",
        foreach="enhanced_for_statement",
        while_="while_statement do_statement",
        switch="switch_expression",
        case="switch_block_statement_group switch_rule",
        try_="try_statement try_with_resources_statement",
        catch="catch_clause",
        finally_="finally_clause",
        ternary="ternary_expression",
        call="method_invocation object_creation_expression",
        return_="return_statement",
        throw="throw_statement",
        break_="break_statement",
        continue_="continue_statement",
        assign="assignment_expression",
        update="update_expression",
        declare="variable_declarator",
        import_="import_declaration",
        name="identifier",
        number="decimal_integer_literal hex_integer_literal decimal_floating_point_literal binary_integer_literal",
        string="string_literal character_literal",
        null="null_literal",
        true="true",
        false="false",
        comment="line_comment block_comment",
        binary="binary_expression",
        unary="unary_expression",
        index="array_access",
        member="field_access",
        parens="parenthesized_expression",
        parameters="formal_parameters inferred_parameters",
        assert_="assert_statement",
    ),
    names=frozenset({"identifier"}),
    roles=places(
        parameter="formal_parameter.name spread_parameter lambda_expression.parameters inferred_parameters",
        write="assignment_expression.left",
        define="variable_declarator.name enhanced_for_statement.name catch_formal_parameter.name resource.name",
        other="field_access.field method_invocation.name method_declaration.name class_declaration.name "
        "constructor_declaration.name scoped_identifier break_statement continue_statement labeled_statement "
        "enum_constant.name enum_declaration.name interface_declaration.name record_declaration.name "
        "method_reference marker_annotation annotation",
    ),
    throwing=frozenset({"System.exit"}),
    function_case="lower",
    variable_case="lower",
)
