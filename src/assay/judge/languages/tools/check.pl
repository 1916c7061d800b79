% Says whether a file is Prolog, without running it. Argument: its path.
:- initialization(main, main).

main([Path]) :-
    open(Path, read, In, [encoding(utf8)]),
    terms(In, Path, Wrong),
    ( Wrong == true -> halt(1) ; true ).

terms(In, Path, Wrong) :-
    catch(read_term(In, Term, [module(user)]), error(Error, Where), wrong(Error, Where, Path, Wrong)),
    ( Wrong == true -> true
    ; Term == end_of_file -> true
    ; operators(Term), terms(In, Path, Wrong) ).

wrong(Error, Where, Path, true) :-
    ( Error = syntax_error(What) -> true ; What = Error ),
    ( Where = stream(_, Line, _, _) -> true ; Where = file(_, Line, _, _) -> true ; Line = 0 ),
    format(user_error, "~w:~w: ~w~n", [Path, Line, What]).

% Operators change how the rest is read; libraries may define some.
operators((:- op(Priority, Type, Name))) :- !, op(Priority, Type, user:Name).
operators((:- use_module(library(Library)))) :- !, catch(use_module(library(Library)), _, true).
operators(_).
