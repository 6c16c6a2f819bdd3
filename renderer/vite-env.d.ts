// Vite's declarations of style sheets and assets.
/// <reference types="vite/client" />
