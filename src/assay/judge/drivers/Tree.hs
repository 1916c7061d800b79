module Tree (Tree (..)) where

data Tree a = Empty | Node a (Tree a) (Tree a)
  deriving (Eq, Show)
