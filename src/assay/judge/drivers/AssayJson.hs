-- Reads a function's arguments and writes its answer as JSON (see the package's docstring).
module AssayJson
  ( Codec (..), Input, answer, array, bool, call, float, int, integer, itemised, linked, method, optional
  , stringMap, text, tree, void
  ) where

import Data.Bits (shiftL)
import qualified Data.ByteString.Builder as W
import qualified Data.ByteString.Char8 as B
import qualified Data.ByteString.Lazy as L
import Data.Char (chr, digitToInt, isHexDigit, isSpace, ord)
import qualified Data.Map.Strict as M
import Numeric (showHex)
import System.IO
import System.Posix.IO (fdToHandle)
import Tree (Tree (..))

type Input = B.ByteString

-- | A type's way in and out. Reading gives the rest of the input too.
data Codec a = Codec { readIn :: Input -> (a, Input), writeOut :: a -> W.Builder }

spaced :: Input -> Input
spaced = B.dropWhile isSpace

next :: Char -> Input -> Maybe Input
next wanted given = case B.uncons (spaced given) of
  Just (found, rest) | found == wanted -> Just rest
  _ -> Nothing

need :: Char -> Input -> Input
need wanted given = case next wanted given of
  Just rest -> rest
  Nothing -> errorWithoutStackTrace ("the input lacks " ++ show wanted)

word :: String -> Input -> Maybe Input
word wanted given = B.stripPrefix (B.pack wanted) (spaced given)

number :: Input -> (B.ByteString, Input)
number = B.span (`elem` "+-.0123456789eE") . spaced

int :: Codec Int
int = Codec whole W.intDec
  where
    whole given = case B.readInt (spaced given) of
      Just found -> found
      Nothing -> errorWithoutStackTrace "the input lacks a number"

integer :: Codec Integer
integer = Codec whole W.integerDec
  where
    whole given = case B.readInteger (spaced given) of
      Just found -> found
      Nothing -> errorWithoutStackTrace "the input lacks a number"

float :: Codec Double
float = Codec parsed written
  where
    parsed given = let (digits, rest) = number given in (toDouble digits, rest)
    written value
      | isNaN value = W.string7 "NaN"
      | isInfinite value = W.string7 (if value > 0 then "Infinity" else "-Infinity")
      | otherwise = W.string7 (show value)

-- Exact: the number as a fraction, rounded once.
toDouble :: B.ByteString -> Double
toDouble given
  | B.isPrefixOf (B.pack "-") given = negate (toDouble (B.drop 1 given))
  | shift < -800 = 0
  | shift >= 0 = fromRational (fromInteger (mantissa * 10 ^ shift))
  | otherwise = fromRational (fromInteger mantissa / 10 ^ negate shift)
  where
    (digits, power) = B.span (`notElem` "eE") given
    (before, after) = B.span (/= '.') digits
    fraction = B.drop 1 after
    mantissa = maybe 0 fst (B.readInteger (B.append before fraction))
    exponent10 = maybe 0 fst (B.readInt (B.dropWhile (== '+') (B.drop 1 power)))
    shift = exponent10 - B.length fraction

bool :: Codec Bool
bool = Codec parsed (\value -> W.string7 (if value then "true" else "false"))
  where
    parsed given = case word "true" given of
      Just rest -> (True, rest)
      Nothing -> (False, maybe (need 't' given) id (word "false" given))

text :: Codec String
text = Codec (\given -> characters (need '"' given)) quoted

characters :: Input -> (String, Input)
characters given = case B.uncons rest of
  Just ('"', after) -> (decoded plain, after)
  Just (_, after) -> let (found, final) = escaped after; (more, end) = characters final in (decoded plain ++ found : more, end)
  Nothing -> errorWithoutStackTrace "the input lacks the end of a string"
  where
    (plain, rest) = B.span (\c -> c /= '"' && c /= '\\') given

escaped :: Input -> (Char, Input)
escaped given = case B.head given of
  'u' -> unit (B.drop 1 given)
  'n' -> ('\n', B.drop 1 given)
  'r' -> ('\r', B.drop 1 given)
  't' -> ('\t', B.drop 1 given)
  'b' -> ('\b', B.drop 1 given)
  'f' -> ('\f', B.drop 1 given)
  other -> (other, B.drop 1 given)

-- Half a surrogate pair is no character and becomes U+FFFD.
unit :: Input -> (Char, Input)
unit given
  | high code, Just after <- B.stripPrefix (B.pack "\\u") rest, (low, final) <- hex after, low >= 0xDC00, low < 0xE000 =
      (chr (0x10000 + (code - 0xD800) `shiftL` 10 + low - 0xDC00), final)
  | code >= 0xD800 && code < 0xE000 = ('\xFFFD', rest)
  | otherwise = (chr code, rest)
  where
    (code, rest) = hex given
    high each = each >= 0xD800 && each < 0xDC00

hex :: Input -> (Int, Input)
hex given = let digits = B.takeWhile isHexDigit (B.take 4 given) in (B.foldl' (\sum' c -> 16 * sum' + digitToInt c) 0 digits, B.drop 4 given)

-- UTF-8.
decoded :: B.ByteString -> String
decoded given = go (B.unpack given)
  where
    go (a : b : c : d : rest) | a >= '\xF0' = joined [a, b, c, d] 0x07 : go rest
    go (a : b : c : rest) | a >= '\xE0', a < '\xF0' = joined [a, b, c] 0x0F : go rest
    go (a : b : rest) | a >= '\xC0', a < '\xE0' = joined [a, b] 0x1F : go rest
    go (a : rest) = a : go rest
    go [] = []
    joined bytes mask = chr (foldl (\sum' byte -> sum' * 64 + ord byte `mod` 64) (ord (head bytes) `mod` (mask + 1)) (tail bytes))

quoted :: String -> W.Builder
quoted value = W.char7 '"' <> foldMap one value <> W.char7 '"'
  where
    one c
      | c == '"' || c == '\\' = W.char7 '\\' <> W.char7 c
      | c < ' ' = W.string7 ("\\u" ++ drop 1 (showHex (0x10000 + ord c) ""))
      | c >= '\xD800' && c < '\xE000' = W.charUtf8 '\xFFFD'
      | otherwise = W.charUtf8 c

array :: Codec a -> Codec [a]
array item = Codec parsed (listed (writeOut item))
  where
    parsed given = let open = need '[' given in maybe (items open) (\rest -> ([], rest)) (next ']' open)
    -- From the front, as the input may be long.
    items = collect []
    collect sofar given =
      let (value, rest) = readIn item given
          whole = value : sofar
       in value `seq` maybe (reverse whole, need ']' rest) (collect whole) (next ',' rest)

listed :: (a -> W.Builder) -> [a] -> W.Builder
listed _ [] = W.string7 "[]"
listed write (first : rest) = W.char7 '[' <> write first <> foldMap (\each -> W.char7 ',' <> write each) rest <> W.char7 ']'

linked :: Codec a -> Codec [a]
linked = array

stringMap :: Codec a -> Codec (M.Map String a)
stringMap item = Codec parsed written
  where
    parsed given = let open = need '{' given in maybe (entries [] open) (\rest -> (M.empty, rest)) (next '}' open)
    entries sofar given =
      let (key, colon) = readIn text given
          (value, rest) = readIn item (need ':' colon)
          whole = (key, value) : sofar
       in maybe (M.fromList (reverse whole), need '}' rest) (entries whole) (next ',' rest)
    written values = W.char7 '{' <> joined (M.toList values) <> W.char7 '}'
    joined [] = mempty
    joined (first : rest) = entry first <> foldMap (\each -> W.char7 ',' <> entry each) rest
    entry (key, value) = quoted key <> W.char7 ':' <> writeOut item value

optional :: Codec a -> Codec (Maybe a)
optional item = Codec parsed (maybe (W.string7 "null") (writeOut item))
  where
    parsed given = case word "null" given of
      Just rest -> (Nothing, rest)
      Nothing -> let (value, rest) = readIn item given in (Just value, rest)

tree :: Codec a -> Codec (Tree a)
tree item = Codec parsed written
  where
    list = array (optional item)
    parsed given = let (values, rest) = readIn list given in (grown values, rest)
    written root = writeOut list (trimmed (levels [root]))
    trimmed = reverse . dropWhile (maybe True (const False)) . reverse
    levels [] = []
    levels nodes = map top nodes ++ levels (concatMap children nodes)
    top Empty = Nothing
    top (Node value _ _) = Just value
    children Empty = []
    children (Node _ left right) = [left, right]

-- A level at a time: how many values it has is known from the one above.
grown :: [Maybe a] -> Tree a
grown values = case level 1 values of
  (root : _) -> root
  [] -> Empty
  where
    level 0 _ = []
    level count given =
      let (own, rest) = splitAt count (given ++ replicate (count - length (take count given)) Nothing)
          below = if null rest then [] else level (2 * length (filter (maybe False (const True)) own)) rest
       in built own (below ++ repeat Empty)
    built [] _ = []
    built (Nothing : more) below = Empty : built more below
    built (Just value : more) ~(left : ~(right : below)) = Node value left right : built more below

-- | The bracket before the first item, the comma before each other; then the item.
itemised :: Int -> Codec a -> Input -> (a, Input)
itemised index item given = readIn item (need (if index == 0 then '[' else ',') given)

-- | The calls of an object: name of the method to what takes its arguments, and gives what is written.
call :: [(String, Input -> (IO W.Builder, Input))] -> [String] -> Input -> IO W.Builder
call methods names given = go (drop 1 names) given (W.string7 "[null")
  where
    go [] _ sofar = pure (sofar <> W.char7 ']')
    go (name : more) rest sofar = case lookup name methods of
      Nothing -> errorWithoutStackTrace ("no method " ++ name)
      Just run -> do
        let (act, after) = run (need ',' rest)
        result <- act
        let written = W.toLazyByteString result
        L.length written `seq` go more after (sofar <> W.char7 ',' <> W.lazyByteString written)

method :: Codec a -> IO a -> IO W.Builder
method codec act = writeOut codec <$> act

void :: IO () -> IO W.Builder
void act = W.string7 "null" <$ act

-- | To descriptor 3.
answer :: W.Builder -> IO ()
answer result = do
  let written = W.toLazyByteString result
  L.length written `seq` hFlush stdout
  third <- fdToHandle 3
  hSetBinaryMode third True
  L.hPut third written
  hClose third
