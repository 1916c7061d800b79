(* The compiler writes beside the source, so that is copied to where it may. Arguments: the compiler, the path
   of the program to make, paths of the sources. *)
let folder = Filename.concat (Sys.getcwd ()) "source"

let copy path =
  let name = Filename.basename path in
  let from = open_in_bin path and into = open_out_bin (Filename.concat folder name) in
  output_string into (really_input_string from (in_channel_length from));
  close_out into;
  name

let () =
  match Array.to_list Sys.argv with
  | _ :: compiler :: program :: sources ->
    Unix.mkdir folder 0o700;
    let names = List.map copy sources in
    Sys.chdir folder;
    Unix.execv compiler
      (Array.of_list (compiler :: "-O3" :: "-I" :: "+unix" :: "-I" :: "+str" :: "unix.cmxa" :: "str.cmxa" :: "-o" :: program :: names))
  | _ -> exit 2
