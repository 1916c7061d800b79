"""Python in the shared words."""

from __future__ import annotations

from assay.analysis.syntax.grammar import Grammar, places, table

PYTHON = Grammar(
    id="python",
    name="Python",
    suffixes=(".py",),
    wheel="tree_sitter_python",
    kinds=table(
        function="function_definition",
        lambda_="lambda",
        class_="class_definition",
        block="block module",
        statement="expression_statement",
        if_="if_statement",
        elif_="elif_clause",
        else_="else_clause",
        foreach="for_statement",
        while_="while_statement",
        switch="match_statement",
        case="case_clause",
        try_="try_statement",
        catch="except_clause",
        finally_="finally_clause",
        ternary="conditional_expression",
        call="call",
        return_="return_statement",
        throw="raise_statement",
        break_="break_statement",
        continue_="continue_statement",
        assign="assignment",
        update="augmented_assignment",
        import_="import_statement import_from_statement",
        name="identifier",
        number="integer float",
        string="string concatenated_string",
        null="none",
        true="true",
        false="false",
        comment="comment line_continuation",
        binary="binary_operator boolean_operator comparison_operator",
        unary="unary_operator not_operator",
        index="subscript",
        member="attribute",
        parens="parenthesized_expression",
        parameters="parameters lambda_parameters",
        assert_="assert_statement",
    ),
    names=frozenset({"identifier"}),
    roles=places(
        parameter="parameters lambda_parameters default_parameter.name typed_parameter typed_default_parameter.name",
        write="assignment.left",
        define="for_statement.left for_in_clause.left named_expression.name as_pattern.alias",
        other="attribute.attribute keyword_argument.name function_definition.name class_definition.name "
        "dotted_name aliased_import global_statement nonlocal_statement",
        read="default_parameter.value typed_default_parameter.value",
    ),
    through=frozenset(
        {
            *("pattern_list", "tuple_pattern", "list_pattern", "list_splat_pattern"),
            *("dictionary_splat_pattern", "as_pattern_target", "tuple"),
        }
    ),
    throwing=frozenset({"sys.exit", "exit", "quit", "os._exit"}),
    assign_declares=True,
    function_case="snake",
    variable_case="snake",
)
