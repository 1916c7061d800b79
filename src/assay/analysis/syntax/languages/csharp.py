"""C# in the shared words."""

from __future__ import annotations

from assay.analysis.syntax.grammar import Grammar, places, table

CSHARP = Grammar(
    id="csharp",
    name="C#",
    suffixes=(".cs",),
    wheel="tree_sitter_c_sharp",
    kinds=table(
        function="method_declaration constructor_declaration local_function_statement",
        lambda_="lambda_expression anonymous_method_expression",
        class_="class_declaration struct_declaration interface_declaration record_declaration enum_declaration",
        block="block",
        statement="expression_statement",
        if_="if_statement",
        for_="for_statement",
        foreach="foreach_statement",
        while_="while_statement do_statement",
        switch="switch_statement switch_expression",
        case="switch_section switch_expression_arm",
        try_="try_statement",
        catch="catch_clause",
        finally_="finally_clause",
        ternary="conditional_expression",
        call="invocation_expression object_creation_expression",
        return_="return_statement",
        throw="throw_statement throw_expression",
        break_="break_statement",
        continue_="continue_statement",
        goto="goto_statement",
        assign="assignment_expression",
        update="postfix_unary_expression",
        declare="variable_declarator",
        import_="using_directive",
        name="identifier implicit_parameter",
        number="integer_literal real_literal",
        string="string_literal character_literal interpolated_string_expression verbatim_string_literal",
        null="null_literal",
        true="boolean_literal",
        comment="comment",
        binary="binary_expression",
        unary="prefix_unary_expression",
        index="element_access_expression",
        member="member_access_expression",
        parens="parenthesized_expression",
        parameters="parameter_list",
    ),
    names=frozenset({"identifier", "implicit_parameter"}),
    roles=places(
        parameter="parameter.name lambda_expression.parameters",
        write="assignment_expression.left",
        define="variable_declarator.name foreach_statement.left catch_declaration.name "
        "declaration_expression.name declaration_pattern.name tuple_pattern.name",
        other="member_access_expression.name method_declaration.name class_declaration.name goto_statement "
        "constructor_declaration.name local_function_statement.name property_declaration.name base_list "
        "generic_name qualified_name using_directive labeled_statement struct_declaration.name "
        "interface_declaration.name record_declaration.name enum_declaration.name enum_member_declaration.name "
        "parameter.type variable_declaration.type method_declaration.returns object_creation_expression.type "
        "catch_declaration.type type_argument_list nullable_type array_type foreach_statement.type",
    ),
    throwing=frozenset({"Environment.Exit"}),
    function_case="pascal",
    variable_case="lower",
)
