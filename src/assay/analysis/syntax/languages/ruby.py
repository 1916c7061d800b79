"""Ruby in the shared words."""

from __future__ import annotations

from assay.analysis.syntax.grammar import Grammar, places, table

RUBY = Grammar(
    id="ruby",
    name="Ruby",
    suffixes=(".rb",),
    wheel="tree_sitter_ruby",
    kinds=table(
        function="method singleton_method",
        lambda_="block do_block lambda",
        class_="class module",
        block="body_statement block_body then do program begin ensure",
        if_="if unless if_modifier unless_modifier",
        elif_="elsif",
        else_="else",
        foreach="for",
        while_="while until while_modifier until_modifier",
        switch="case case_match",
        case="when in_clause",
        catch="rescue rescue_modifier",
        ternary="conditional",
        call="call",
        return_="return",
        break_="break",
        continue_="next redo",
        assign="assignment",
        update="operator_assignment",
        name="identifier",
        number="integer float",
        string="string simple_symbol heredoc_body",
        null="nil",
        true="true",
        false="false",
        comment="comment",
        binary="binary",
        unary="unary",
        index="element_reference",
        parens="parenthesized_statements",
        parameters="method_parameters block_parameters lambda_parameters",
    ),
    names=frozenset({"identifier"}),
    roles=places(
        parameter="method_parameters optional_parameter.name splat_parameter.name keyword_parameter.name "
        "block_parameter.name hash_splat_parameter.name block_parameters lambda_parameters",
        write="assignment.left",
        define="for.pattern exception_variable",
        other="method.name singleton_method.name call.method",
        read="optional_parameter.value keyword_parameter.value",
    ),
    through=frozenset({"left_assignment_list", "rest_assignment", "destructured_left_assignment"}),
    throwing=frozenset({"raise", "exit", "exit!", "abort", "fail", "throw"}),
    looping=frozenset(
        {"each", "each_with_index", "times", "upto", "downto", "step", "loop", "each_char", "each_index"}
    ),
    assign_declares=True,
    last_is_value=True,
    function_case="snake",
    variable_case="snake",
)
