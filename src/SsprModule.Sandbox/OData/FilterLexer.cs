using System.Text;
using SsprModule.Sandbox.Http;

namespace SsprModule.Sandbox.OData;

internal enum TokenKind
{
    Word,
    Text,
    Open,
    Close,
    Comma,
    Colon,
    End,
}

/// <summary>One token of a $filter: a bare word (name, operator, number, date), a quoted text, or punctuation.</summary>
internal readonly record struct FilterToken(TokenKind Kind, string Value);

/// <summary>Cuts a $filter expression into tokens.</summary>
internal static class FilterLexer
{
    public static List<FilterToken> Read(string filter)
    {
        var tokens = new List<FilterToken>();
        var at = 0;
        while (at < filter.Length)
        {
            var letter = filter[at];
            switch (letter)
            {
                case ' ' or '\t':
                    at++;
                    break;
                case '(':
                    Add(TokenKind.Open);
                    break;
                case ')':
                    Add(TokenKind.Close);
                    break;
                case ',':
                    Add(TokenKind.Comma);
                    break;
                case ':' when tokens.Count > 0 && IsLambdaColon(tokens):
                    Add(TokenKind.Colon);
                    break;
                case '\'':
                    tokens.Add(new FilterToken(TokenKind.Text, ReadText(filter, ref at)));
                    break;
                default:
                    tokens.Add(new FilterToken(TokenKind.Word, ReadWord(filter, ref at)));
                    break;
            }
        }

        tokens.Add(new FilterToken(TokenKind.End, string.Empty));
        return tokens;

        void Add(TokenKind kind)
        {
            tokens.Add(new FilterToken(kind, filter[at].ToString()));
            at++;
        }
    }

    // "any(m:" - the colon of a lambda stands behind a word that follows an opening parenthesis; others belong to dates.
    private static bool IsLambdaColon(List<FilterToken> tokens)
        => tokens.Count > 1 && tokens[tokens.Count - 1].Kind == TokenKind.Word && tokens[tokens.Count - 2].Kind == TokenKind.Open;

    private static string ReadText(string filter, ref int at)
    {
        var text = new StringBuilder();
        at++;
        while (at < filter.Length)
        {
            if (filter[at] != '\'')
            {
                text.Append(filter[at++]);
            }
            else if (at + 1 < filter.Length && filter[at + 1] == '\'')
            {
                text.Append('\'');
                at += 2;
            }
            else
            {
                at++;
                return text.ToString();
            }
        }

        throw GraphErrors.BadQuery($"Invalid filter clause: There is an unterminated string literal at position {filter.Length} in '{filter}'.");
    }

    private static string ReadWord(string filter, ref int at)
    {
        var start = at;
        var isName = char.IsLetter(filter[at]);
        while (at < filter.Length && IsWordLetter(filter[at], isName, filter, start, at))
        {
            at++;
        }

        return at > start
            ? filter.Substring(start, at - start)
            : throw GraphErrors.BadQuery($"Invalid filter clause: Syntax error: character '{filter[at]}' is not valid at position {at} in '{filter}'.");
    }

    // A name ends at a colon (lambda); a date or number does not.
    private static bool IsWordLetter(char letter, bool isName, string filter, int start, int at)
        => char.IsLetterOrDigit(letter) || letter is '_' or '/' or '-' or '.' or '+' or '@' or '$' || (letter == ':' && !isName && at > start && filter[start] != '(');
}
