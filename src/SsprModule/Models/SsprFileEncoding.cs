namespace SsprModule.Models;

/// <summary>The encodings that a CSV file may have.</summary>
public enum SsprFileEncoding
{
    /// <summary>UTF-8, with or without byte order mark.</summary>
    Utf8,

    /// <summary>UTF-16, little endian unless a byte order mark says otherwise.</summary>
    Utf16,

    /// <summary>The code page 1252 of Western European Windows.</summary>
    Windows1252,
}
