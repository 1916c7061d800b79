type 'a tree = Empty | Node of 'a * 'a tree * 'a tree
