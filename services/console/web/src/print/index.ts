// The page on paper: the print style leaves out menus and buttons.
export const print = (): void => window.print();
